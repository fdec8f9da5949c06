import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { axe, expectQuiet, launch, login, open, shot, url } from './browser';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await open(browser, { viewport: { width: 1440, height: 900 } });
  await login(page, 'admin');
});
afterAll(() => browser.close());

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
    await page.getByText('最近 1 次都没有成功').waitFor();
    await axe(page);
    await shot(page, 'connectors');
    await page.getByRole('button', { name: /停\s*用/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /停\s*用/ }).click();
    await page.getByText('还没有填').waitFor();
    expectQuiet(page);
  });
});
