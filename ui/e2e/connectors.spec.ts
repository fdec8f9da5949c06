import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, seat, shot, url } from './browser';
import { start } from './huiyin';
import { call, decide, suggest, suggestions } from './person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

describe('connectors', () => {
  it('are off until an address is entered, make their secret, and are switched off again', async () => {
    await page.goto(url('/admin/connectors'));
    await page.getByRole('heading', { name: '研发任务系统' }).waitFor();
    const card = page.getByRole('region', { name: '研发任务系统' });
    await card.getByText('未启用').waitFor();
    await card.getByRole('button', { name: '设置「研发任务系统」' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '接收地址' }).fill('not an address');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.getByRole('alert').getByText('地址').waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'connectors-dialog');
    await dialog.getByRole('textbox', { name: '接收地址' }).fill('https://tracker.invalid/hook?token=hidden');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByRole('button', { name: '我已保存' }).click();
    await page.getByText('tracker.invalid').waitFor();
    await page.getByText('hidden').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '试一下' }).click();
    await page.getByText('没有成功：').waitFor();
    await page.getByText('最近 1 次没有成功').waitFor();
    await axe(page);
    await shot(page, 'connectors');
    // One that takes messages has the same secret, is switched off by itself, and on again.
    const taking = page.getByRole('region', { name: '研发任务进展' });
    await taking.getByRole('button', { name: '停用「研发任务进展」' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /停\s*用/ }).click();
    await taking.getByText('未启用').waitFor();
    await card.getByText('tracker.invalid').first().waitFor();
    await taking.getByRole('button', { name: '启用「研发任务进展」' }).click();
    await taking.getByText('已启用').first().waitFor();
    await card.getByRole('button', { name: '停用「研发任务系统」' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /停\s*用/ }).click();
    await page.getByText('还没有填').waitFor();
    expectQuiet(page);
  });

  it('call another system, which knows by the signature who calls', async () => {
    const calls: { stamp: string; signature: string; body: string }[] = [];
    let refuses = false;
    const tracker = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += String(part);
      calls.push({ stamp: String(request.headers['huiyin-timestamp']), signature: String(request.headers['huiyin-signature']), body });
      if (refuses) response.statusCode = 400;
      response.end('{}');
    });
    await new Promise<void>((resolve) => tracker.listen(0, '127.0.0.1', resolve));
    const server = await start('serve', { settings: { HUIYIN_WEBHOOK_PRIVATE: '1' } });
    try {
      const word = 'an admin word for tests';
      await server.ready;
      await server.run(['preset', 'install', 'suggestion_sop_full']);
      await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--roles', 'suggestions/biz_admin', '--password-stdin'], `${word}\n`);
      const admin = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: server.url });
      await login(admin, 'admin', word);
      await admin.goto('/admin/connectors');
      await admin.getByRole('button', { name: '设置「研发任务系统」' }).click();
      await admin.getByRole('dialog').getByRole('textbox', { name: '接收地址' }).fill(`http://127.0.0.1:${(tracker.address() as AddressInfo).port}/tasks`);
      await admin.getByRole('dialog').getByRole('button', { name: /保\s*存/ }).click();
      const secret = await admin.getByRole('dialog', { name: '新的密钥' }).getByLabel('密钥').inputValue();
      await admin.getByRole('button', { name: '我已保存' }).click();
      await admin.getByRole('button', { name: '试一下' }).click();
      await admin.getByText('对方收到并接受了测试请求').waitFor();
      const [call] = calls;
      expect(call?.signature).toBe(`v1=${createHmac('sha256', secret).update(`${call?.stamp}.${call?.body}`).digest('hex')}`);
      refuses = true;
      await incident(admin);
      expectQuiet(admin);
    } finally {
      await server.stop();
      tracker.close();
    }
  });
});

/** incident is what the other system refuses for good: somebody tries again, then goes on without it. */
async function incident(admin: Page): Promise<void> {
  const { id } = await suggest(admin, '导出时可以选择需要的字段');
  const at = `${suggestions}/${id}`;
  const me = (await call<{ user: { id: string } }>(admin, 'GET', '/api/v1/session')).user.id;
  await decide(admin, at, 'classified', { urgency_class: 'general', scope: 'local', content_class: 'product', tag_type: 'feature', tag_module: 'report' });
  await decide(admin, at, 'accept', { impact_breadth: 5, impact_depth: 4, strategic_fit: 3, effort_resource: 2, effort_difficulty: 2 });
  await decide(admin, at, 'scheduled', { planned_release: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10), rd_owner: me });
  await admin.goto('/admin/incidents');
  const item = admin.getByRole('main').getByRole('listitem').filter({ hasText: '导出时可以选择需要的字段' });
  await expect.poll(async () => (await admin.reload(), await admin.getByRole('heading', { level: 1 }).waitFor(), await item.count()), { timeout: 30_000 }).toBe(1);
  await axe(admin);
  await shot(admin, 'incidents');
  await item.getByRole('button', { name: /重\s*试/ }).click();
  await admin.getByText('已重新开始尝试').waitFor();
  await expect.poll(async () => (await admin.reload(), await admin.getByRole('heading', { level: 1 }).waitFor(), await item.count()), { timeout: 30_000 }).toBe(1);
  await item.getByRole('button', { name: /跳\s*过/ }).click();
  await axe(admin, '[role="dialog"]');
  await admin.getByRole('dialog').getByRole('button', { name: /跳\s*过/ }).click();
  await admin.getByText('一切正常').waitFor();
  const { process } = await call<{ process: { state: string; status: { key: string } } }>(admin, 'GET', at);
  expect(process).toMatchObject({ state: 'running', status: { key: 'developing' } });
}
