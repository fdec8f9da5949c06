import { Hands, paste } from './hands';

/** Choices that many fields share, as lines of a sheet. */
const dictionaries: Readonly<Record<string, readonly string[]>> = {
  客户级别: ['战略客户', 'VIP 客户', '普通客户'],
  功能模块: ['订单系统', '库存管理', '数据报表', '客户管理', '其他'],
  来源渠道: ['客户微信群', '官网表单', '销售/客户成功', '邮件'],
  紧急程度: ['高', '中', '低'],
};

/** buildDictionaries makes them one after another, their choices pasted. */
export async function buildDictionaries(hands: Hands): Promise<void> {
  const { page } = hands;
  for (const [title, options] of Object.entries(dictionaries)) {
    await hands.add('字典', title);
    await page.getByLabel('添加选项，可粘贴多行').click();
    await paste(page, options.join('\n'));
    await page.getByText(`${options.length} 个选项`).waitFor();
  }
}
