import type { Locator, Page } from 'playwright-core';
import { act, assign, group, side, step, type Value } from './flow';
import { pick } from './hands';

/** A step of the way: who presses which button when what is filled in, and what becomes of fields then. */
interface Stage {
  title: string;
  status: string;
  button: string;
  require?: readonly string[];
  edit?: readonly string[];
  ask?: readonly string[];
  then?: Readonly<Record<string, Value>>;
  /** What is set only where nothing stands. */
  propose?: Readonly<Record<string, Value>>;
}

const scores = ['广度', '深度', '战略匹配度', '研发资源', '技术难度'];
const marks = ['类型标签', '模块标签', '紧急类别', '影响范围', '内容类型'];

const stages: readonly Stage[] = [
  { title: '分类打标', status: '待处理', button: '完成打标，送评估', require: marks, edit: marks },
  {
    title: '评估决策', status: '评估中', button: '采纳', require: scores, edit: scores,
    then: { 产品经理: { name: '负责人' }, 决策: { fixed: '采纳' } }, propose: { 研发负责人: { people: '开发人' } },
  },
  { title: '排期', status: '已采纳', button: '排期完成，开始开发', require: ['计划上线日期', '研发负责人'], edit: ['计划开始开发', '计划上线日期', '研发负责人'] },
  { title: '开发', status: '开发中', button: '上线', require: ['上线版本', '上线说明'], edit: ['计划上线日期', '上线版本', '上线说明'] },
  { title: '回访与关闭', status: '已上线', button: '关闭', ask: ['体验评分'] },
];

/** rename opens the only button of a step and writes its words. */
async function rename(page: Page, here: Locator, { button, require = [] }: Stage): Promise<void> {
  const buttons = group(here, '按钮');
  await buttons.getByRole('button', { name: /^完成/ }).click();
  await buttons.getByLabel('按钮文字').fill(button);
  if (require.length > 0) await pick(page, buttons.getByLabel('按下前必须填写'), ...require);
}

/** more adds another button to the step that is shown. */
async function more(here: Locator, title: string): Promise<void> {
  const buttons = group(here, '按钮');
  await buttons.getByLabel('新按钮的文字').fill(title);
  await buttons.getByRole('button', { name: '添加', exact: true }).click();
  await buttons.getByRole('button', { name: new RegExp(`^${title}`) }).waitFor();
}

/** buildSteps puts one step after the other into the flow that is there: each goes behind the one before. */
export async function buildSteps(page: Page): Promise<void> {
  for (const [at, stage] of stages.entries()) {
    if (at === 0) await step(page, '处理');
    else {
      await page.getByRole('group', { name: '流程的组成' }).getByRole('button', { name: '步骤', exact: true }).click();
      await page.getByRole('button', { name: '人工处理' }).click();
    }
    const here = side(page);
    const title = here.getByLabel('名称', { exact: true }).first();
    await title.fill(stage.title);
    await here.getByRole('heading', { name: stage.title }).waitFor();
    await pick(page, here.getByLabel('记录处于状态'), stage.status);
    await rename(page, here, stage);
    for (const [fields, how] of [[stage.edit, '可填'], [stage.ask, '询问']] as const) {
      for (const field of fields ?? []) await here.getByRole('radio', { name: `${field}: ${how}`, exact: true }).check();
    }
  }
}

/** buildWays writes what happens on the way from one step to the next, and the ways back. */
export async function buildWays(page: Page): Promise<void> {
  for (const [at, { title, then, propose }] of stages.entries()) {
    const last = at === stages.length - 1;
    if (!then && !last) continue;
    const here = await step(page, title);
    await here.getByRole('list').getByRole('button').first().click();
    await here.getByRole('button', { name: '删除连线' }).waitFor();
    if (last) {
      await here.getByLabel('客户都已告知才能走').click();
      continue;
    }
    const done = group(here, '走这条线时执行');
    await act(page, done, '填写字段');
    await assign(page, done, then!);
    if (!propose) continue;
    await act(page, done, '填写字段');
    await assign(page, done, propose);
    await done.getByLabel('只填空白字段').click();
  }
  const here = await step(page, '回访与关闭');
  await more(here, '还有问题，退回');
  await pick(page, here.getByLabel('连接到…'), '开发');
}

/** buildEnd says how it ends. */
export async function buildEnd(page: Page): Promise<void> {
  const here = await step(page, '结束');
  await here.getByLabel('名称', { exact: true }).first().fill('已上线');
  await here.getByLabel('处理结果').fill('已上线');
  await here.getByLabel('处理结果').press('Tab');
}
