import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, launch, login, open, phone, shot, url } from './browser';
import { suggest } from './person';

let browser: Browser;
let admin: Page;
beforeAll(async () => {
  browser = await launch();
  admin = await open(browser, { viewport: { width: 1440, height: 900 } });
  await login(admin, 'admin');
});
afterAll(() => browser?.close());

describe('what I handed in', () => {
  it('is listed with where it stands', async () => {
    const page = await open(browser, { viewport: { width: 1440, height: 900 } });
    await login(page, 'agent');
    const { no } = await suggest(page, '我提交的一条，看看走到哪里了');
    await page.goto(url('/work'));
    await page.getByRole('tab', { name: '我提交的' }).click();
    const row = page.getByRole('listitem').filter({ hasText: no });
    await row.getByText('待处理').waitFor();
    await axe(page);
    await row.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: '我提交的一条，看看走到哪里了' }).waitFor();
    expectQuiet(page);
    await page.context().close();
  });
});

describe('a letter that could not leave', () => {
  it('can be read, and says why it does not leave now either', async () => {
    await suggest(admin, '没有邮件服务器时也要留下信');
    await admin.goto(url('/messages'));
    await admin.getByRole('tab', { name: '未配置' }).click();
    const letter = admin.getByRole('main').getByRole('listitem').filter({ has: admin.getByRole('button', { name: /^重发/ }) }).first();
    await letter.waitFor();
    await letter.getByRole('button').first().click();
    await expect.poll(async () => (await letter.innerText()).length).toBeGreaterThan(60);
    await letter.getByRole('button', { name: /^重发/ }).click();
    await admin.getByText('没有发出：还没有设置邮件服务器').first().waitFor();
    await axe(admin);
    await shot(admin, 'messages-unsent-1440');
  });
});

/** screens are asked for by these requests; each shows that it waits, that it failed, and how to try again. */
const screens = [
  ['/work', '**/api/v1/tasks?*'],
  ['/a/suggestions/suggestion', '**/api/v1/apps/suggestions/forms/suggestion/records?*'],
  ['/messages', '**/api/v1/messages?*'],
  ['/b/suggestions/board_overview', '**/api/v1/apps/suggestions/boards/board_overview/answers'],
] as const;

describe('a server that does not answer as it should', () => {
  it.each(screens)('%s waits, says that it failed, and goes on when asked again', async (path, requests) => {
    let letThrough: () => void = () => undefined;
    const held = new Promise<void>((done) => (letThrough = done));
    let broken = true;
    const answer = async (route: Route) => {
      await held;
      if (broken) await route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: '服务暂时不可用', status: 503, code: 'unavailable', problems: [{ code: 'unavailable', pointer: '', message: '服务暂时不可用' }] }) });
      else await route.continue();
    };
    await admin.route(requests, answer);
    await admin.goto(url(path));
    await admin.locator('[aria-hidden="true"] span, [aria-busy="true"]').first().waitFor({ state: 'attached' });
    await axe(admin);
    letThrough();
    const again = admin.getByRole('button', { name: '再试一次' }).first();
    await again.waitFor();
    await axe(admin);
    broken = false;
    await again.click();
    await again.waitFor({ state: 'hidden' });
    await admin.unroute(requests, answer);
  });
});

describe('the page for customers', () => {
  it('has large letters, and larger ones for whoever wants them', async () => {
    const page = await open(browser, { ...phone });
    await page.goto(url('/f/suggestions/suggestion'));
    const size = async () => parseFloat(await page.getByRole('textbox').first().evaluate((box) => getComputedStyle(box).fontSize));
    await page.getByRole('textbox').first().waitFor();
    const usual = await size();
    expect(usual).toBeGreaterThanOrEqual(16); // below that phones zoom in when a field is touched
    await page.getByRole('button', { name: '大字' }).click();
    await expect.poll(size).toBeGreaterThan(usual);
    await page.context().close();
  });
});
