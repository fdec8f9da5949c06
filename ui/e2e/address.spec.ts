import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectQuiet, launch, login, open, shot } from './browser';
import { start, type Huiyin } from './huiyin';

const word = 'an admin word for tests';
const wide = { viewport: { width: 1440, height: 900 } };

let server: Huiyin;
let browser: Browser;
let own: string;

const screens = new URL('../src/console/screens/', import.meta.url);

/** What of the console needs a right, from the declarations themselves: a screen that is new is looked at too. */
const guarded = readdirSync(screens)
  .flatMap((folder) => readFileSync(new URL(`${folder}/screen.ts`, screens), 'utf8').split('\n'))
  .filter((line) => line.includes('need:'))
  .map((line) => /path: '([^']+)'/.exec(line)![1]!)
  .map((path) => `/${path.replace(':app', 'suggestions').replace(':kind', 'form').replace(':key', 'suggestion').replace(':id', 'u_admin')}`);

beforeAll(async () => {
  server = await start('serve');
  await server.ready;
  await server.run(['preset', 'install', 'suggestion_intake']);
  await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--password-stdin'], `${word}\n`);
  await server.run(['user', 'add', 'lei', '李雷', '--roles', 'suggestions/submitter', '--password-stdin'], `${word}\n`);
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** send asks the API from the page, with the person's session, and returns the status and what came. */
async function send(page: Page, method: string, path: string, body?: unknown): Promise<{ status: number; body: { id?: string } }> {
  return page.evaluate(
    async ([how, at, what]) => {
      const csrf = /csrf=([^;]+)/.exec(document.cookie)?.[1] ?? '';
      const answer = await fetch(at as string, { method: how as string, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: what ? JSON.stringify(what) : null });
      return { status: answer.status, body: (await answer.json().catch(() => ({}))) as { id?: string } };
    },
    [method, path, body] as const,
  );
}

describe('an address that is not for somebody', () => {
  it('is refused in words, whatever it is, and nothing of it is loaded', async () => {
    expect(guarded.length).toBeGreaterThan(12);
    const lei = await open(browser, { ...wide, baseURL: server.url });
    await login(lei, 'lei', word);
    const answered: string[] = [];
    lei.on('response', (r) => {
      if (/\/api\/v1\/(design|users|departments|access|audit|incidents|system|releases|presets|connectors|tokens|messages)/.test(r.url())) answered.push(`${r.status()} ${r.url()}`);
    });
    for (const path of guarded) {
      await lei.goto(path);
      await lei.getByRole('heading', { name: '您没有打开这个页面的权限' }).waitFor();
    }
    expect(answered.filter((line) => line.startsWith('200'))).toEqual([]);
    await shot(lei, 'address-denied');
    expectQuiet(lei);
  });

  it('of somebody else’s record tells no more than one of no record', async () => {
    const admin = await open(browser, { ...wide, baseURL: server.url });
    await login(admin, 'admin', word);
    const made = await send(admin, 'POST', '/api/v1/apps/suggestions/forms/suggestion/records', {
      data: {
        title: '别人的建议', description: '只有写的人和客服看得到', suggestion_type: 'optimize', module: 'report',
        channel: 'hotline', urgency: 'low', importance: 'low', customer_name: '李四', want_reply: false,
      },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    own = made.body.id!;
    const lei = await open(browser, { ...wide, baseURL: server.url });
    await login(lei, 'lei', word);
    const words: string[] = [];
    for (const id of [own, '06g3rpvnp30qv50gbxr0']) {
      await lei.goto(`/a/suggestions/suggestion/${id}`);
      const main = lei.getByRole('main');
      await main.getByText('没有找到').waitFor();
      words.push((await main.innerText()).replaceAll(id, ''));
    }
    expect(words[0]).toBe(words[1]);
    expect(words[0]).not.toContain('别人的建议');
  });

  it('leads strangers to the login', async () => {
    const stranger = await open(browser, { ...wide, baseURL: server.url });
    for (const path of ['/work', ...guarded.slice(0, 3), `/a/suggestions/suggestion/${own}`]) {
      await stranger.goto(path);
      await stranger.getByRole('button', { name: /登\s?录/ }).waitFor();
      expect(await stranger.getByText('别人的建议').count()).toBe(0);
    }
  });
});
