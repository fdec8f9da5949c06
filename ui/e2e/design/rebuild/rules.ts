import type { Page } from 'playwright-core';
import { act, assign, group, notify, type Value, type Way } from './flow';
import { pick, when, type Compare, type Hands } from './hands';

interface Wanted {
  title: string;
  event: string;
  when?: Compare;
  set?: Readonly<Record<string, Value>>;
  tell?: { message: string; to: readonly (Way | '客户')[]; exceptActor?: boolean };
}

const rules: readonly Wanted[] = [
  { title: '收到就回执', event: '新建记录', tell: { message: '收到建议', to: ['客户'] } },
  { title: '客户价值取自档案', event: '新建记录', when: ['客户', '不为空'], set: { 客户价值: { name: '客户 / 客户级别' } } },
  { title: '先建议标签', event: '新建记录', set: { 类型标签: { fixed: '功能建议' }, 模块标签: { name: '功能模块' } } },
  {
    title: '状态一变就通知', event: '进入状态', when: ['状态', '不等于', '待处理'],
    tell: { message: '进展通知', to: [{ by: '与记录有关的人', who: '提交人' }, { by: '与记录有关的人', who: '关注人' }], exceptActor: true },
  },
];

/** buildRules writes what happens by itself. */
export async function buildRules(hands: Hands): Promise<void> {
  for (const rule of rules) {
    await hands.add('规则', rule.title, '客户建议');
    await build(hands.page, rule);
  }
}

async function build(page: Page, { event, when: condition, set, tell }: Wanted): Promise<void> {
  await pick(page, page.getByLabel('事件', { exact: true }), event);
  const main = page.getByRole('main');
  if (condition) await when(page, group(main, '条件'), condition);
  const actions = group(main, '动作');
  if (set) {
    await act(page, actions, '填写字段');
    await assign(page, actions, set);
    return;
  }
  await act(page, actions, '发送通知');
  await notify(page, actions, tell!.message, tell!.to);
  if (tell!.exceptActor) await actions.getByLabel('不通知操作人自己').click();
}
