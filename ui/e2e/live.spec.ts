import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectQuiet, launch, login, open, url } from './browser';

const api = '/api/v1/apps/suggestions/forms/suggestion/records';
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

async function call<T>(method: string, path: string, data: object, head: Record<string, string> = {}): Promise<T> {
  const csrf = (await theirs.context().cookies()).find((one) => one.name === 'huiyin_csrf')?.value ?? '';
  const headers = { 'X-CSRF-Token': decodeURIComponent(csrf), 'Idempotency-Key': crypto.randomUUID(), ...head };
  const answer = await theirs.request.fetch(url(path), { method, data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

const report = (title: string) =>
  call<{ id: string; rev: number }>('POST', api, { data: { title, description: '希望能更方便一些，现在要点很多次。', suggestion_type: 'optimize', module: 'report', channel: 'email', urgency: 'low', importance: 'medium', want_reply: false, anonymous: true } });

describe('what others do', () => {
  it('appears in an open list and on an open record within seconds', async () => {
    await mine.goto(url(list));
    await mine.getByRole('table').waitFor();
    const made = await report('刚刚有人提出的建议');
    await mine.getByRole('link', { name: '刚刚有人提出的建议' }).waitFor({ timeout: 5_000 });
    await mine.goto(url(`/a/suggestions/suggestion/${made.id}`));
    await mine.getByRole('heading', { level: 1, name: '刚刚有人提出的建议' }).waitFor();
    const { rev } = (await (await theirs.request.get(url(`${api}/${made.id}`))).json()) as { rev: number };
    await call('PATCH', `${api}/${made.id}`, { data: { title: '刚刚被同事改过的建议' } }, { 'If-Match': `"${rev}"` });
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
