import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectQuiet, idle, launch, login, open, url } from './browser';
import { call, suggest, suggestions } from './person';

const list = '/a/suggestions/suggestion?view=all&sort=record.createdAt:desc';

let browser: Browser;
let mine: Page;
let theirs: Page;
beforeAll(async () => {
  browser = await launch();
  [mine, theirs] = [await open(browser), await open(browser)];
  await login(mine, 'admin');
  await login(theirs, 'admin');
});
afterAll(() => browser.close());

describe('what others do', () => {
  it('appears in an open list and on an open record within seconds', async () => {
    await mine.goto(url(list));
    await mine.getByRole('table').waitFor();
    const made = await suggest(theirs, '刚刚有人提出的建议');
    await mine.getByRole('link', { name: '刚刚有人提出的建议' }).waitFor({ timeout: 5_000 });
    await mine.goto(url(`/a/suggestions/suggestion/${made.id}`));
    await mine.getByRole('heading', { level: 1, name: '刚刚有人提出的建议' }).waitFor();
    const { rev } = await call(theirs, 'GET', `${suggestions}/${made.id}`);
    await call(theirs, 'PATCH', `${suggestions}/${made.id}`, { data: { title: '刚刚被同事改过的建议' } }, rev);
    await mine.getByRole('heading', { level: 1, name: '刚刚被同事改过的建议' }).waitFor({ timeout: 5_000 });
    expectQuiet(mine);
  });

  it('raises the number of my tasks on an open page, and takes it down again', async () => {
    await mine.goto(url('/work'));
    const pill = mine.getByRole('banner').getByRole('link', { name: /^待办 \d+ 件/ });
    const number = async () => Number(/待办 (\d+) 件/.exec((await pill.textContent()) ?? '')![1]);
    await pill.waitFor();
    await idle(mine);
    const before = await number();
    const { id } = await suggest(theirs, '刚刚转给我办的建议');
    const at = `${suggestions}/${id}`;
    const record = await call(theirs, 'GET', at);
    const [task] = record.process.tasks;
    const me = (await call(theirs, 'GET', '/api/v1/session')).user.id;
    await call(theirs, 'POST', `${at}/act`, { kind: 'transfer', task: task.id, from: task.people[0].id, to: me }, record.rev);
    await expect.poll(number, { timeout: 5_000 }).toBe(before + 1);
    await call(theirs, 'POST', `${at}/act`, { kind: 'move', button: 'mark_invalid', comment: '只是看看数字' });
    await expect.poll(number, { timeout: 5_000 }).toBe(before);
    expectQuiet(mine);
  });

  it('is found by asking when nobody tells', async () => {
    await mine.route('**/api/v1/events*', (route) => route.fulfill({ status: 429, body: '' }));
    let asked = 0;
    mine.on('request', (request) => (asked += Number(request.url().includes('/api/v1/tasks/count'))));
    await mine.goto(url(list));
    await mine.getByRole('table').waitFor();
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    expectQuiet(mine);
  });
});
