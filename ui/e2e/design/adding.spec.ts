import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, expectQuiet, idle, seat, shot, url } from '../browser';
import { call } from '../person';
import { saved } from './desk';
import { side } from './rebuild/flow';
import { pick } from './rebuild/hands';

let page: Page;
seat('admin', (_, mine) => (page = mine));

/** add chooses the end of a list, where what is missing is added by its title. */
async function add(label: string, what: string, title: string) {
  await pick(page, side(page).getByLabel(label).first(), `新建${what}…`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill(title);
  await dialog.getByRole('button', { name: '添加' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

interface Written {
  statuses: { key: string; title: string }[];
  nodes: { key: string; status?: string }[];
}

it('what a list of choices lacks is added where it is chosen (B-08)', async () => {
  const { key } = await call<{ key: string }>(page, 'POST', '/api/v1/design/apps', { title: '边选边加', from: 'copy', app: 'suggestions' });
  await page.goto(url(`/design/${key}/process/suggestion_sop`));
  await page.locator('.react-flow__node').first().waitFor();
  await page.locator('.react-flow__node[data-id="schedule"]').click();
  await side(page).getByLabel('记录处于状态').waitFor();
  await add('记录处于状态', '状态', '排队中');
  await side(page).getByTitle('排队中').first().waitFor();

  await page.getByRole('group', { name: '流程的组成' }).getByRole('button', { name: '其他设置' }).click();
  await add('派任务时通知', '消息模板', '联调新待办');
  await side(page).getByText('联调新待办').first().waitFor();
  await saved(page);
  await idle(page);
  await axe(page);
  await shot(page, 'design-adding');

  const { spec } = await call<{ spec: Written }>(page, 'GET', `/api/v1/apps/${key}/definitions/process/suggestion_sop`);
  const made = spec.statuses.find(({ title }) => title === '排队中')!;
  expect(spec.nodes.find((one) => one.key === 'schedule')?.status).toBe(made.key);
  const messages = (await call<{ kind: string; key: string; title: string; draft: number }[]>(page, 'GET', `/api/v1/apps/${key}/definitions`)).filter(({ title }) => title === '联调新待办');
  expect(messages).toMatchObject([{ kind: 'message' }]);
  expect(JSON.stringify(spec)).toContain(`"${messages[0]!.key}"`);
  // The way on to what was added leads into its designer, and back again to where it was chosen.
  await page.getByRole('button', { name: '去那里修改' }).click();
  await page.waitForURL(new RegExp(`/message/${messages[0]!.key}$`));
  await page.goBack();
  await page.locator('.react-flow__node[data-id="schedule"]').waitFor();
  expectQuiet(page);
});

it('a step on its way shows the arrow it would go into, and the map stands only where there is more than is in sight (B-08)', async () => {
  await page.goto(url('/design/suggestions/process/suggestion_sop'));
  await page.locator('.react-flow__node[data-id="schedule"]').waitFor();
  await page.locator('.react-flow__minimap').waitFor();
  await idle(page);
  const middle = async (on: Locator) => {
    const box = (await on.boundingBox())!;
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const kind = page.getByRole('button', { name: '人工处理' });
  const arrow = page.locator('[data-arrow="planned"]');
  const [x, y] = await middle(kind);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8, { steps: 3 });
  const [to, down] = await middle(arrow);
  await page.mouse.move(to - 3, down, { steps: 15 });
  // A hand is never quite still: only what moves over a place tells where it is.
  await page.mouse.move(to, down, { steps: 3 });
  await expect.poll(() => arrow.getAttribute('data-aimed')).toBe('true');
  expect(await arrow.textContent()).toMatch(/^＋ /);
  await shot(page, 'design-process-aimed');
  // Put down where it came from, it goes nowhere.
  await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => arrow.getAttribute('data-aimed')).toBeNull();
  for (let at = 0; at < 8; at++) await page.getByRole('button', { name: '缩小' }).click();
  await page.locator('.react-flow__minimap').waitFor({ state: 'hidden' });
  expectQuiet(page);
});
