import type { Page } from 'playwright-core';
import { choose, panel, pick, press, reached } from './staff';
import { release } from './story';
import { staff } from './world';

export async function classifyIt(page: Page): Promise<void> {
  const classify = panel(page, '分类打标');
  await choose(classify, /紧急类别/, '一般类');
  await choose(classify, /影响范围/, '局部类');
  await choose(classify, /内容类型/, '产品类');
  await press(page, classify.getByRole('button', { name: '完成打标，送评估' }));
  await reached(page, '评估中');
}

export async function adoptIt(page: Page): Promise<void> {
  const evaluate = panel(page, '评估决策');
  const points = { 广度: 5, 深度: 4, 战略匹配度: 3, 研发资源: 2, 技术难度: 2 };
  for (const [field, count] of Object.entries(points)) await choose(evaluate, new RegExp(field), `${count} / 5 分`);
  await press(page, evaluate.getByRole('button', { name: '采纳', exact: true }));
  await reached(page, '已采纳');
}

/** inDays writes a day from now as a date field does. */
const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

export async function planIt(page: Page): Promise<void> {
  const plan = panel(page, '排期');
  await plan.getByLabel(/计划上线/).fill(inDays(30));
  await pick(plan, /研发负责人/, staff.dev.name);
  await press(page, plan.getByRole('button', { name: '排期完成，开始开发' }));
  await reached(page, '开发中');
}

export async function releaseIt(page: Page): Promise<void> {
  const develop = panel(page, '开发');
  await develop.getByRole('textbox', { name: /上线版本/ }).fill(release.version);
  await develop.getByRole('textbox', { name: /上线说明/ }).fill(release.note);
  await press(page, develop.getByRole('button', { name: '上线', exact: true }));
  await reached(page, '已上线');
}
