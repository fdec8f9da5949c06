import { createHmac } from 'node:crypto';
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
      await small.getByRole('button', { name: 'New token' }).waitFor();
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

describe('a message of another system', () => {
  const hook = '/api/v1/hooks/suggestions/crm_customers';
  let secret = '';

  /** deliver signs and sends a message as a CRM does. */
  async function deliver(message: unknown, key = secret): Promise<number> {
    const body = JSON.stringify(message);
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', key).update(`${stamp}.${body}`).digest('hex');
    const headers = { 'Content-Type': 'application/json', 'Huiyin-Timestamp': stamp, 'Huiyin-Signature': `v1=${signature}` };
    return (await fetch(server.url + hook, { method: 'POST', headers, body })).status;
  }

  it('has an address and a secret that is shown once', async () => {
    await admin.goto('/admin/connectors');
    await admin.getByRole('heading', { level: 1, name: '连接' }).waitFor();
    expect(await admin.getByLabel('「CRM 客户同步」的接收地址').inputValue()).toBe(server.url + hook);
    await admin.getByText('没有收到过这样的消息').waitFor();
    await axe(admin);
    const card = admin.getByRole('region', { name: 'CRM 客户同步' });
    await card.getByText('没有密钥').waitFor();
    await card.getByRole('button', { name: '设置「CRM 客户同步」' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('密钥').fill('short');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    await dialog.getByRole('alert').getByText(/至少/).waitFor();
    await axe(admin);
    await dialog.getByLabel('密钥').fill('');
    await dialog.getByRole('button', { name: /保\s?存/ }).click();
    const shown = admin.getByRole('dialog', { name: '新的密钥' });
    secret = await shown.getByLabel('密钥').inputValue();
    expect(secret.length).toBeGreaterThan(30);
    await axe(admin);
    await shown.getByRole('button', { name: '我已保存' }).click();
    await card.getByText('已启用').waitFor();
  });

  it('becomes a record, and its refusal is explained', async () => {
    const customer = { id: 'CRM-1', name: '云帆科技', contact: { phone: '13800138000' } };
    expect(await deliver({ event: 'customer.created', customer })).toBe(201);
    expect(await deliver({ event: 'customer.updated', customer: { id: 'CRM-1', vip: true } })).toBe(200);
    expect(await deliver({ event: 'customer.created', customer: { id: 'CRM-2' } })).toBe(422);
    expect(await deliver({ event: 'customer.created', customer }, 'somebody who guesses')).toBe(401);
    await admin.reload();
    for (const text of ['已新建', '已更新', '被拒绝']) await admin.getByRole('listitem').getByText(text).first().waitFor();
    await admin.getByText('/name', { exact: true }).waitFor();
    await admin.getByText('请填写“客户名称”').waitFor();
    await admin.getByText(/签名不对/).waitFor();
    await axe(admin);
    await shot(admin, 'api-connectors-1440', true);
    await admin.getByLabel('结果').selectOption('created');
    await admin.getByRole('listitem').getByText('已更新').waitFor({ state: 'detached' });
    await admin.getByRole('link', { name: /^C\d{4}/ }).click();
    await admin.getByRole('heading', { level: 1, name: '云帆科技' }).waitFor();
    const small = await open(browser, { ...phone, locale: 'en-GB', baseURL: server.url });
    await login(small, 'admin', word);
    await small.goto('/admin/connectors');
    await small.getByRole('heading', { level: 1, name: 'Connectors' }).waitFor();
    await small.getByRole('listitem').getByText('Created').waitFor();
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'api-connectors-en-390', true);
    expectQuiet(small);
  });
});
