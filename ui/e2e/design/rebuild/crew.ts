import type { Page } from 'playwright-core';
import { part, rail, side, way, type Way } from './flow';
import { pick } from './hands';

const byModule = (field: string): Way => ({ by: '到另一张表里查', form: '模块负责人', where: ['功能模块', '等于', '{这条记录的模块标签}'], field });

/** Who works at a suggestion: each rule tries its ways in order. */
const rules: Readonly<Record<string, readonly Way[]>> = {
  受理人: [{ by: '某个角色的人', role: '分诊专员', pick: '手上最少的人' }],
  评估人: [{ by: '人员字段里的人', field: '产品经理' }, byModule('产品经理'), { by: '某个角色的人', role: '产品经理', pick: '手上最少的人' }],
  开发人: [{ by: '人员字段里的人', field: '研发负责人' }, byModule('研发负责人')],
  联系客户的人: [{ by: '人员字段里的人', field: '客户 / 客户经理' }, { by: '某个角色的人', role: '客户经理', pick: '手上最少的人' }],
};

/** buildCrew writes the people rules. */
export async function buildCrew(page: Page): Promise<void> {
  for (const [title, ways] of Object.entries(rules)) {
    const here = await part(page, '人员', '新规则的名称', title);
    // A new rule has its first way already.
    for (const [at, one] of ways.entries()) {
      if (at > 0) await here.getByRole('button', { name: '再加一种办法' }).click();
      await way(page, here, one);
    }
  }
}

/** The statuses with who answers for each, and what the customer reads. */
const statuses: readonly (readonly [title: string, owner: string, read: string, colour: string])[] = [
  ['待处理', '受理人', '已收到，等待处理', '蓝'],
  ['评估中', '评估人', '正在评估', '紫'],
  ['已采纳', '评估人', '已采纳', '绿'],
  ['开发中', '开发人', '正在开发', '橙'],
  ['已上线', '联系客户的人', '已上线，欢迎体验', '墨绿'],
  ['已关闭', '', '已完结', '灰'],
];

/** buildStatuses makes them, one below the other: the first and the last are there and get another name at most. */
export async function buildStatuses(page: Page): Promise<void> {
  await page.getByRole('group', { name: '流程的组成' }).getByRole('button', { name: '状态', exact: true }).click();
  for (const [at, [title, owner, read, colour]] of statuses.entries()) {
    const there = { 0: '待处理', [statuses.length - 1]: '已完成' }[at];
    if (there) await rail(page).getByRole('button', { name: new RegExp(`^${there}`) }).first().click();
    else await part(page, '状态', '新状态的名称', title);
    const here = side(page);
    await here.getByLabel(/^名称/).first().fill(title);
    if (owner) await pick(page, here.getByLabel('负责人'), owner);
    await here.getByRole('radio', { name: colour, exact: true }).check();
    await here.getByLabel('客户看到的说法').fill(read);
  }
}
