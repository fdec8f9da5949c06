import { addField, settings, type Wanted } from './fields';
import { pick, when, type Compare, type Hands } from './hands';

const purpose = '反馈处理与结果告知';

const reported: readonly Wanted[] = [
  { title: '详细描述', type: 'long_text', help: '在什么情况下、遇到什么、希望怎样', required: true },
  { title: '建议类型', type: 'select', options: ['功能优化', '新增需求', '体验问题'], required: true },
  { title: '功能模块', type: 'select', list: '功能模块' },
  { title: '来源渠道', type: 'select', list: '来源渠道' },
  { title: '客户', type: 'relation', relation: ['客户档案', '标题'] },
  { title: '客户名称', type: 'text' },
  { title: '希望得到回复', type: 'boolean' },
  { title: '邮箱', type: 'email', help: '收进度最快的方式', personal: purpose },
  { title: '同意就本建议联系我', type: 'consent' },
  { title: '提报人', type: 'user', start: '当前用户' },
  { title: '紧急程度（提报人初判）', type: 'select', list: '紧急程度' },
  { title: '重要程度（提报人初判）', type: 'select', list: '紧急程度' },
  { title: '建议编号', type: 'autonumber' },
];

const judged: readonly Wanted[] = [
  { title: '类型标签', type: 'select', options: ['Bug 修复', '功能建议', 'UI/UX 优化'] },
  { title: '模块标签', type: 'select', list: '功能模块' },
  { title: '客户价值', type: 'select', list: '客户级别' },
  { title: '紧急类别', type: 'select', options: ['紧急类', '一般类'] },
  { title: '影响范围', type: 'select', options: ['全局类', '局部类'] },
  { title: '内容类型', type: 'select', options: ['产品类', '服务类', '流程类'] },
  { title: '广度', type: 'rating' },
  { title: '深度', type: 'rating' },
  { title: '战略匹配度', type: 'rating' },
  { title: '研发资源', type: 'rating' },
  { title: '技术难度', type: 'rating' },
  { title: '客户价值权重', type: 'number' },
  { title: '业务影响', type: 'formula', formula: ['0.4 * ', ['广度'], ' + 0.4 * ', ['深度'], ' + 0.2 * ', ['战略匹配度']], decimals: 1 },
  { title: '实现成本', type: 'formula', formula: ['0.6 * ', ['研发资源'], ' + 0.4 * ', ['技术难度']], decimals: 1 },
  { title: '优先分', type: 'formula', formula: [['业务影响'], ' / ', ['实现成本'], ' * 20 * (1 + min(1, ', ['客户价值权重'], ' / 20))'], decimals: 1 },
  { title: '四象限', type: 'select', options: ['速赢', '重点项目', '填缝', '暂缓'] },
  { title: '决策', type: 'select', options: ['采纳', '不采纳'], readOnly: true },
  { title: '产品经理', type: 'user' },
  { title: '研发负责人', type: 'user' },
  { title: '计划开始开发', type: 'date' },
  { title: '计划上线日期', type: 'date' },
  { title: '上线版本', type: 'text' },
  { title: '上线说明', type: 'long_text', help: '原样写进给客户的信' },
  { title: '体验评分', type: 'rating' },
];

/** buildSuggestion turns the form the app began with into that of suggestions. */
export async function buildSuggestion(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.open('建议五步法');
  await page.locator('[data-frame]').first().click();
  for (const field of reported) await addField(page, field);
  for (const field of judged) await addField(page, field);
}

/** setUpSuggestion says what the form is called, what identifies a record, and who stands behind it. */
export async function setUpSuggestion({ page }: Hands): Promise<void> {
  const side = await settings(page);
  await side.getByLabel('表单名称').fill('客户建议');
  await pick(page, side.getByLabel('记录的编号取自'), '建议编号');
  for (const [who, field] of [['姓名', '客户名称'], ['邮箱', '邮箱'], ['同意联系', '同意就本建议联系我'], ['是否希望回复', '希望得到回复']] as const) {
    await pick(page, side.getByLabel(who, { exact: true }), field);
  }
}

/** What is set by itself while a colleague judges: the weight of the customer, and the quadrant. */
const worked: readonly (readonly [Compare[], field: string, value: string])[] = [
  [[['客户价值', '等于', '战略客户']], '客户价值权重', '5'],
  [[['客户价值', '等于', 'VIP 客户']], '客户价值权重', '3'],
  [[['客户价值', '等于', '普通客户']], '客户价值权重', '1'],
  [[['业务影响', '不小于', '3'], ['实现成本', '小于', '3']], '四象限', '速赢'],
  [[['业务影响', '不小于', '3'], ['实现成本', '不小于', '3']], '四象限', '重点项目'],
  [[['业务影响', '小于', '3'], ['实现成本', '小于', '3']], '四象限', '填缝'],
  [[['业务影响', '小于', '3'], ['实现成本', '不小于', '3']], '四象限', '暂缓'],
];

/** buildLogic writes the rules of the form. */
export async function buildLogic({ page }: Hands): Promise<void> {
  await page.getByText(/^规则 \d/).click();
  for (const [conditions, field, value] of worked) {
    await page.getByRole('button', { name: '添加规则' }).click();
    const card = page.locator('[data-open]').last();
    await when(page, card, ...conditions);
    await pick(page, card.getByLabel('添加字段'), field);
    const box = card.getByLabel(field, { exact: true }).last();
    if ((await box.getAttribute('role')) === 'combobox') await pick(page, box, value);
    else await box.fill(value);
  }
  await page.getByRole('button', { name: '添加规则' }).click();
  const card = page.locator('[data-open]').last();
  await when(page, card, ['希望得到回复', '等于', '是']);
  await pick(page, card.getByLabel('显示', { exact: true }), '邮箱', '同意就本建议联系我');
}

/** buildPublic lays out the page for customers. */
export async function buildPublic({ page }: Hands): Promise<void> {
  await page.getByText('公开页', { exact: true }).click();
  await page.getByLabel('开放公开填写').click();
  for (const field of ['标题', '建议类型', '详细描述', '功能模块', '客户名称', '希望得到回复', '邮箱', '同意就本建议联系我']) {
    await page.locator('[data-entry^="place-"]').getByText(field, { exact: true }).click();
    await page.locator(`[data-frame][aria-label^="${field}，"]`).waitFor();
  }
  await page.getByRole('button', { name: '公开页设置' }).click();
  const side = page.getByRole('region', { name: '公开页设置的属性' });
  await side.getByLabel('标题', { exact: true }).fill('说说您的建议');
  await side.getByLabel('隐私说明').fill('我们收集您留下的称呼和联系方式，只用于处理这条建议并把结果告诉您。');
  await pick(page, side.getByLabel('对外必填的字段'), '客户名称');
  await pick(page, side.getByLabel('客户在进度页能看到的字段'), '标题', '建议类型', '详细描述');
  await pick(page, side.getByLabel('来源记在哪个字段'), '来源渠道');
}
