import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, launch, login, open, phone, shot } from './browser';
import { start, type Huiyin } from './huiyin';

const word = 'an admin word for tests';
const wide = { viewport: { width: 1440, height: 900 } };

let server: Huiyin;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  server = await start('serve');
  await server.ready;
  await server.run(['preset', 'install', 'suggestion_intake']);
  await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--password-stdin'], `${word}\n`);
  await server.run(['user', 'add', 'lei', '李雷', '--roles', 'suggestions/cs_agent', '--password-stdin'], `${word}\n`);
  browser = await launch();
  admin = await open(browser, { ...wide, baseURL: server.url });
  await login(admin, 'admin', word);
}, 120_000);
afterAll(async () => {
  expectQuiet(admin);
  await browser.close();
  await server.stop();
});

/** ask sends a request from the page, as a program would: with the token, without cookies. */
async function ask(page: Page, secret: string, path: string): Promise<{ status: number; code: string }> {
  return page.evaluate(
    async ([bearer, address]) => {
      const answer = await fetch(address!, { headers: { Authorization: `Bearer ${bearer}` }, credentials: 'omit' });
      const body = (await answer.json()) as { code?: string };
      return { status: answer.status, code: body.code ?? '' };
    },
    [secret, path],
  );
}

const records = '/api/v1/apps/suggestions/forms/suggestion/records';

describe('an API token', () => {
  let secret = '';

  it('is asked for in words, and shown once', async () => {
    await admin.getByRole('button', { name: /陈管理 的菜单/ }).click();
    await admin.getByRole('menuitem', { name: 'API 令牌' }).click();
    await admin.getByRole('heading', { level: 1, name: 'API 令牌' }).waitFor();
    await admin.getByText('还没有令牌').waitFor();
    await axe(admin);
    await admin.getByRole('button', { name: '新建令牌' }).click();
    const dialog = admin.getByRole('dialog', { name: '新建 API 令牌' });
    await dialog.getByRole('checkbox', { name: /^读取/ }).uncheck();
    await dialog.getByRole('button', { name: /创\s?建/ }).click();
    for (const text of ['请填写令牌名称', '请至少选择一个范围']) await dialog.getByText(text).waitFor();
    await axe(admin);
    await shot(admin, 'api-refused-1440');
    await dialog.getByLabel('名称').fill('客服系统同步');
    await dialog.getByRole('checkbox', { name: /^读取/ }).check();
    await dialog.getByLabel('有效期').selectOption({ label: '30 天' });
    await dialog.getByRole('button', { name: /创\s?建/ }).click();
    const shown = admin.getByRole('dialog', { name: '请现在保存令牌' });
    secret = await shown.getByLabel('令牌', { exact: true }).inputValue();
    expect(secret).toMatch(/^hyt_[\w-]{32}$/);
    await axe(admin);
    await shot(admin, 'api-secret-1440');
    await shown.getByRole('button', { name: '我已保存' }).click();
    await admin.getByText('从未使用').waitFor();
    expect(await admin.content()).not.toContain(secret);
  });

  it('opens what its scopes say, and nothing else', async () => {
    expect(await ask(admin, secret, records)).toEqual({ status: 200, code: '' });
    expect(await ask(admin, secret, '/api/v1/audit')).toEqual({ status: 403, code: 'token.scope' });
    expect(await ask(admin, secret, '/api/v1/session')).toEqual({ status: 403, code: 'token.route' });
    await admin.reload();
    await admin.getByText(/最近使用/).waitFor();
    await shot(admin, 'api-tokens-1440');
  });

  it('is seen by administrators on a phone, and is revoked for good', async () => {
    const small = await open(browser, { ...phone, locale: 'en-GB', baseURL: server.url });
    await login(small, 'admin', word);
    for (const [name, path, title] of [['all', '/admin/tokens', 'All API tokens'], ['mine', '/account/tokens', 'API tokens']] as const) {
      await small.goto(path);
      await small.getByRole('heading', { level: 1, name: title }).waitFor();
      await small.getByText('客服系统同步').waitFor();
      expect(await small.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
      await axe(small);
      await shot(small, `api-${name}-en-390`, true);
    }
    expectQuiet(small);
    await admin.getByRole('button', { name: '吊销令牌「客服系统同步」' }).click();
    const dialog = admin.getByRole('dialog', { name: '吊销令牌「客服系统同步」？' });
    await dialog.getByRole('button', { name: /吊\s?销/ }).click();
    await admin.getByText('还没有令牌').waitFor();
    expect(await ask(admin, secret, records)).toEqual({ status: 401, code: 'token.invalid' });
    await admin.goto('/admin/audit?kind=token');
    await admin.getByText('吊销 API 令牌').waitFor();
  });

  it('is not for everybody', async () => {
    const lei = await open(browser, { ...wide, baseURL: server.url });
    await login(lei, 'lei', word);
    await lei.getByRole('button', { name: /李雷 的菜单/ }).click();
    await lei.getByRole('menuitem', { name: '退出登录' }).waitFor();
    expect(await lei.getByRole('menuitem', { name: 'API 令牌' }).count()).toBe(0);
    await lei.goto('/account/tokens');
    await lei.getByText('您的角色不能创建 API 令牌').waitFor();
    await axe(lei);
    expectQuiet(lei);
  });
});
