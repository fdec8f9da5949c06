import type { Page } from 'playwright-core';
import { act, group, notify, part, repick, side } from './flow';
import { pick } from './hands';

/** buildPromises makes what the customer has to be told; whoever cannot be reached is told by somebody. */
export async function buildPromises(page: Page): Promise<void> {
  for (const [title, kind, status, message] of [['采纳告知客户', '已采纳', '已采纳', '采纳告知'], ['上线告知客户', '已上线', '已上线', '上线告知']] as const) {
    const here = await part(page, '告知', '新告知的名称', title);
    await here.getByLabel(/^类型/).fill(kind);
    await here.getByLabel(/^类型/).press('Tab');
    await repick(page, here.getByLabel('进入这些状态时要告知'), status);
    await repick(page, here.getByLabel(/^告诉谁/), '客户');
    await pick(page, here.getByLabel('消息模板'), message);
    await pick(page, here.getByLabel('谁来告知'), '联系客户的人');
  }
}

/** A clock: from when to when, and how long. */
interface Clock {
  title: string;
  from: string;
  to: string;
  working?: boolean;
  days?: number;
  hours?: number;
  until?: string;
}

const clocks: readonly Clock[] = [
  { title: '首次响应', from: '创建时', to: '进入“评估中”', days: 3 },
  { title: '完成评估', from: '进入“评估中”', to: '离开“评估中”', days: 14 },
  { title: '完成排期', from: '进入“已采纳”', to: '离开“已采纳”', working: true, days: 5 },
  { title: '按计划日期上线', from: '进入“开发中”', to: '进入“已上线”', until: '计划上线日期' },
  { title: '告知上线', from: '进入“已上线”', to: '客户已告知：上线告知客户', working: true, hours: 24 },
];

/** buildClocks makes the deadlines; that of the release reminds its owner a week before. */
export async function buildClocks(page: Page): Promise<void> {
  for (const { title, from, to, working, days, hours, until } of clocks) {
    const here = await part(page, '时限', '新时限的名称', title);
    await repick(page, here.getByLabel('从什么时候开始计时'), from);
    await repick(page, here.getByLabel('到什么时候停止'), to);
    const target = group(here, '时限（有多条时，取第一条满足的）');
    if (!working) await pick(page, target.getByLabel('按什么时间算'), '自然时间');
    await target.getByLabel('多久', { exact: true }).fill(String(days ?? 0));
    if (hours) await target.getByLabel('时', { exact: true }).fill(String(hours));
    if (!until) continue;
    await pick(page, target.getByLabel('或到这个日期字段'), until);
    const levels = group(here, '提醒与升级');
    await levels.getByRole('button', { name: '添加一项' }).last().click();
    await levels.getByLabel('名称', { exact: true }).last().fill('还有 7 天');
    await levels.getByLabel('到期前多久').last().fill('7');
    await pick(page, levels.getByLabel('按什么时间算').nth(-2), '自然时间');
    await act(page, group(levels, '到时执行').last(), '发送通知');
    await notify(page, group(levels, '到时执行').last(), '即将超时', [{ by: '与记录有关的人', who: '负责人' }]);
  }
}

/** What may be pressed on the record itself: here by the customer, on the page that shows the progress. */
const moves: readonly (readonly [title: string, from: string, to: string, comment: boolean, told: boolean])[] = [
  ['很好，可以了', '已上线', '已上线', false, true],
  ['还有问题', '已上线', '开发', true, false],
  ['问题还在，请重新处理', '已关闭', '评估决策', true, false],
];

/** buildMoves makes the buttons of the customer. */
export async function buildMoves(page: Page): Promise<void> {
  for (const [title, from, to, comment, told] of moves) {
    const here = await part(page, '按钮', '新按钮的文字', title);
    await repick(page, here.getByLabel('在这些状态可用'), from);
    await pick(page, here.getByLabel('去哪一步'), to);
    await here.getByLabel('客户在进度页可以按').click();
    if (comment) await pick(page, here.getByLabel('要不要写意见'), '必须写');
    if (told) await here.getByLabel('客户都已告知才能按').click();
  }
}

/** buildSettings sets what holds for the whole flow. */
export async function buildSettings(page: Page): Promise<void> {
  await page.getByRole('group', { name: '流程的组成' }).getByRole('button', { name: '其他设置' }).click();
  const here = side(page);
  await pick(page, here.getByLabel('时限用的工作日历'), '工作时间');
  await pick(page, here.getByLabel('派任务时通知'), '新待办');
}
