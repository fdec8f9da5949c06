import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectQuiet, launch, login, open, url } from './browser';
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
