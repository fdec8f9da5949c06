import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, launch, login, open, shot, url } from './browser';
import { ask, call, suggestions } from './person';

const folder = new URL('../src/console/screens/', import.meta.url);

/** Every screen of the console that asks for a right, as its screen.ts says. */
const guarded = readdirSync(folder).flatMap((area) => {
  const source = readFileSync(new URL(`${area}/screen.ts`, folder), 'utf8');
  return [...source.matchAll(/path: '([^']+)'.*need: '(\w+)'/g)].map(([, path, need]) => ({
    path: path!.replace(':app/:kind/:key', 'suggestions/process/suggestion_sop').replace(':app', 'suggestions').replace(':id', 'nobody'),
    need: need!,
  }));
});

interface Session {
  user: { admin: boolean };
  apps: { grants: string[] }[];
}

let browser: Browser;
let theirs = '';
beforeAll(async () => {
  browser = await launch();
  // A record that is nobody's business but of who reported it and of who works on it.
  const page = await open(browser);
  await login(page, 'lead');
  const data = { title: '只有相关的人能看的一条', description: '这一条只有提报人和经办人可以打开，别人按地址也打不开。', suggestion_type: 'optimize', module: 'report', channel: 'email', urgency: 'low', importance: 'medium', want_reply: false, anonymous: true };
  theirs = (await call<{ id: string }>(page, 'POST', suggestions, { data })).id;
  await page.context().close();
});
afterAll(() => browser?.close());

describe('who comes by the address (I-04)', () => {
  it('has screens to guard', () => expect(guarded.length).toBeGreaterThan(10));

  it.each(['agent2', 'pm2', 'dev2', 'manager'])('%s opens what the role allows and nothing else', async (who) => {
    const page = await open(browser, { viewport: { width: 1280, height: 800 } });
    await login(page, who);
    const session = await call<Session>(page, 'GET', '/api/v1/session');
    const may = (need: string) => session.user.admin || session.apps.some(({ grants }) => grants.includes(need));
    let shut = 0;
    for (const { path, need } of guarded) {
      await page.goto(url(`/${path}`));
      const refused = page.getByText('您没有打开这个页面的权限');
      if (may(need)) {
        await page.getByRole('banner').or(page.getByRole('main')).first().waitFor();
        expect(await refused.count(), path).toBe(0);
        continue;
      }
      await refused.waitFor();
      shut++;
    }
    expect(shut).toBeGreaterThan(0);
    await axe(page);
    await shot(page, `rights-${who}`);
    await record(page);
    expectQuiet(page);
    await page.context().close();
  });
});

/** record opens a record of somebody else by its address: what the server refuses the page does not show. */
async function record(page: Page): Promise<void> {
  const answer = await ask(page, 'GET', `${suggestions}/${theirs}`);
  const bodies: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) response.text().then((text) => bodies.push(text), () => undefined);
  });
  await page.goto(url(`/a/suggestions/suggestion/${theirs}`));
  if (answer.ok()) {
    await page.getByText('只有相关的人能看的一条').first().waitFor();
    return;
  }
  expect([403, 404]).toContain(answer.status());
  await page.getByText(/没有找到|没有权限|不能查看/).first().waitFor();
  expect(bodies.join('\n')).not.toContain('只有相关的人能看的一条');
}
