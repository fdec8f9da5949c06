import type { Page } from 'playwright-core';

/** visit fills in the page for customers as one of them, and goes on to where its progress is shown. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { name: '说说您的建议' }).waitFor();
  await page.getByRole('textbox', { name: '标题' }).fill('导出报表时可以选择字段');
  await page.getByRole('radio', { name: '功能优化' }).check();
  await page.getByRole('textbox', { name: '详细描述' }).fill('每次导出都是全部字段，几十列要手工删，希望导出前能勾选需要的字段。');
  await page.getByRole('textbox', { name: '客户名称' }).fill('远航物流（示例）');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: '已收到，谢谢' }).waitFor();
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByText('已收到，等待处理').first().waitFor();
}
