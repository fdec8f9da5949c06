import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, open, phone, seat, shot, url } from '../browser';
import { choose, found, publish, saved } from './desk';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const limit = (name: string) => page.locator(`[data-limit="${name}"]`);
const turn = (name: string) => limit(name).getByRole('switch').click();
const secret = '芝麻开门';

/** fill writes the form and sends it. */
async function fill(on: Page, title: string) {
  await on.getByRole('textbox', { name: '标题' }).fill(title);
  await on.getByRole('button', { name: '提交' }).click();
}

/** unlock gives the password. */
async function unlock(on: Page, password: string) {
  await on.getByLabel('密码').fill(password);
  await on.getByLabel('密码').press('Enter');
}

const wide = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };

describe('a public page', () => {
  it('gets its limits from the designer, and visitors meet them (A-30, A-34)', async () => {
    const place = await found(page, '门口');
    const [app, form] = place.split('/') as [string, string];
    await page.locator('[data-entry="field-select"]').click();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.selectionEnd! > 0);
    await page.keyboard.type('来源');
    await page.keyboard.press('Enter');
    await page.getByText('公开页', { exact: true }).click();
    await page.getByLabel('开放公开填写').click();
    await page.locator('[data-entry^="place-"]').first().click();
    await page.locator('[data-canvas]').click({ position: { x: 5, y: 5 } }).catch(() => undefined);
    const back = page.getByRole('button', { name: '公开页设置' });
    if (await back.count()) await back.click();
    for (const name of ['password', 'opens', 'quota', 'perPerson']) await turn(name);
    await limit('password').getByText('还没有设置密码').waitFor();
    await limit('password').getByLabel('新密码').fill(secret);
    await limit('password').getByRole('button', { name: '设置密码' }).click();
    await limit('password').getByText('密码已设置').waitFor();
    await limit('quota').getByRole('spinbutton').fill('2');
    await choose(page, page.getByLabel('来源记在哪个字段'), '来源');
    await saved(page);
    await page.getByText('没有发现问题').waitFor();
    await axe(page);
    await limit('password').scrollIntoViewIfNeeded();
    await shot(page, 'design-public');

    await page.getByRole('button', { name: /：链接、二维码和嵌入代码$/ }).nth(1).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: /的二维码$/ }).waitFor();
    const kept = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '下载 PNG' }).click();
    expect((await kept).suggestedFilename()).toMatch(/\.png$/);
    const drawn = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '下载 SVG' }).click();
    expect((await drawn).suggestedFilename()).toMatch(/\.svg$/);
    expect(await dialog.getByLabel('嵌入网页').inputValue()).toContain('<iframe');
    await axe(page);
    await shot(page, 'design-public-link');
    const link = (await dialog.locator('a[href*="/f/"]').getAttribute('href'))!;
    expect(new URL(link).searchParams.get('ch')).toBeTruthy();
    await page.keyboard.press('Escape');
    await publish(page, 2);

    const early = await open(browser, phone);
    await early.goto(link);
    await early.getByRole('heading', { name: '还没有开放' }).waitFor();
    await axe(early);
    await shot(early, 'public-early');
    await early.context().close();
    await turn('opens');
    await publish(page, 3);

    const one = await open(browser, phone);
    await one.goto(link);
    await one.getByRole('heading', { name: '请输入密码' }).waitFor();
    await unlock(one, '猜的');
    await one.getByText('密码不对').waitFor();
    expect(await one.evaluate(() => document.activeElement?.id)).toBe('pass');
    await axe(one);
    await shot(one, 'public-password');
    await unlock(one, secret);
    await fill(one, '第一个');
    await one.getByRole('heading', { name: '已收到，谢谢' }).waitFor();
    expect(await one.getByRole('button', { name: '再填一份' }).count()).toBe(0);
    await one.evaluate(() => sessionStorage.removeItem(`huiyin.sent.${location.pathname.slice(3)}`));
    await one.reload();
    await one.getByRole('heading', { name: '您已经填写过了' }).waitFor();
    await axe(one);
    await shot(one, 'public-answered');
    expectQuiet(one);
    await one.context().close();
    const records = await page.evaluate(async (path) => (await fetch(path)).text(), `/api/v1/apps/${app}/forms/${form}/records`);
    expect(records).toContain(new URL(link).searchParams.get('ch')!);

    const two = await open(browser, wide);
    await two.goto(url(`/f/${place}`));
    await two.getByLabel('Password').fill(secret);
    await two.getByRole('button', { name: 'Open the form' }).click();
    const three = await open(browser, wide);
    await three.goto(url(`/f/${place}`));
    // Nobody has translated it: it is called as its designer called it.
    await two.getByRole('textbox', { name: '标题' }).fill('second');
    await two.locator('button[type="submit"]').click();
    await two.getByRole('heading', { level: 1 }).and(two.locator(':focus')).waitFor();
    await three.getByLabel('Password').fill(secret);
    await three.getByRole('button', { name: 'Open the form' }).click();
    await three.getByRole('heading', { name: 'No places left' }).waitFor();
    await axe(three);
    await shot(three, 'public-full');
    await two.context().close();
    await three.context().close();

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await limit('quota').getByText('已用 2 个，还剩 0 个').waitFor();
    await axe(page);
    await shot(page, 'design-public-phone');
    expectQuiet(page);
  });

  it('tells who is still filling it that it has closed, and keeps what they typed', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const place = await found(page, '截止');
    await page.getByText('公开页', { exact: true }).click();
    await page.getByLabel('开放公开填写').click();
    await page.locator('[data-entry^="place-"]').first().click();
    const back = page.getByRole('button', { name: '公开页设置' });
    if (await back.count()) await back.click();
    await turn('closes');
    await publish(page, 2);
    const visitor = await open(browser, phone);
    await visitor.goto(url(`/f/${place}`));
    await visitor.getByText(/^请在 .+ 之前提交$/).waitFor();
    await visitor.getByRole('textbox', { name: '标题' }).fill('写到一半');
    const waiting = await open(browser, phone);
    await waiting.clock.install();
    await limit('closes').locator('input[type="datetime-local"]').fill(new Date(Date.now() + 11 * 3_600_000).toISOString().slice(0, 16));
    await publish(page, 3);
    await waiting.goto(url(`/f/${place}`));
    await waiting.getByText(/^请在 .+ 之前提交$/).waitFor();
    await waiting.clock.fastForward('04:00:00');
    await waiting.getByText('填写时间已到').waitFor();
    await axe(waiting);
    await waiting.context().close();
    await limit('closes').locator('input[type="datetime-local"]').fill('2026-01-05T18:00');
    await publish(page, 4);
    await visitor.getByRole('button', { name: '提交' }).click();
    await visitor.getByText('已于 2026-01-05 18:00 截止').waitFor();
    expect(await visitor.getByRole('textbox', { name: '标题' }).inputValue()).toBe('写到一半');
    await axe(visitor);
    await shot(visitor, 'public-closed-while-filling');
    await visitor.reload();
    await visitor.getByRole('heading', { name: '已经截止' }).waitFor();
    await visitor.getByText('仍保存在本机').waitFor();
    await axe(visitor);
    await visitor.context().close();
    expectQuiet(page);
  });
});
