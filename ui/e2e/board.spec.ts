import type { Browser, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';
import { call, suggest, suggestions } from './person';

const list = '/a/suggestions/suggestion?view=all&sort=record.createdAt:desc';
const title = '看板上拖来拖去的建议';

let browser: Browser;
let page: Page;
seat('agent', (...mine) => ([browser, page] = mine));

const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}，`) });
const cardIn = (name: string): Locator => column(name).getByRole('listitem').filter({ hasText: title });
const status = async (id: string) => (await call<{ process: { status: { title: string } } }>(page, 'GET', `${suggestions}/${id}`)).process.status.title;

describe('the board of statuses', () => {
  let id = '';

  it('is a way to look at the list, and is remembered', async () => {
    ({ id } = await suggest(page, title));
    await page.goto(url(list));
    await page.getByRole('table').waitFor();
    await page.getByText('看板', { exact: true }).click();
    await cardIn('待处理').waitFor();
    await page.reload();
    await cardIn('待处理').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await axe(page);
    await shot(page, 'board');
  });

  it('a card that may not go there comes back, with the reason', async () => {
    await cardIn('待处理').dragTo(column('暂缓'), { targetPosition: { x: 80, y: 20 } });
    await cardIn('待处理').getByRole('alert').getByText('从「待处理」不能直接移动到「暂缓」；现在可以移动到：').waitFor();
    expect(await cardIn('暂缓').count()).toBe(0);
    expect(await status(id)).toBe('待处理');
    await axe(page);
    await shot(page, 'board-refused');
  });

  it('a drag presses the button that leads there, and asks what the button asks', async () => {
    await cardIn('待处理').dragTo(column('待补充'), { targetPosition: { x: 80, y: 20 } });
    const dialog = page.getByRole('dialog');
    const words = dialog.getByLabel('请客户补充的问题');
    await words.waitFor();
    await cardIn('待补充').waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'board-dialog');
    await words.fill('请问您用的是哪个版本？');
    await dialog.getByRole('button', { name: '请客户补充', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await cardIn('待补充').waitFor();
    await expect.poll(() => status(id)).toBe('待补充');
    expect(await cardIn('待处理').count()).toBe(0);
  });

  it('works from the keyboard, at once where nothing is asked', async () => {
    await cardIn('待补充').getByRole('button', { name: `移动 ${title}` }).focus();
    await page.keyboard.press('Enter');
    const entry = page.getByRole('menuitem', { name: '待处理' });
    await entry.waitFor();
    // Where nothing leads from here cannot be chosen.
    expect(await page.getByRole('menuitem', { name: '已上线' }).getAttribute('aria-disabled')).toBe('true');
    expect(await entry.getAttribute('aria-disabled')).not.toBe('true');
    await axe(page);
    for (let left = 12; left > 0 && !(await entry.evaluate((node) => node === document.activeElement)); left--) await page.keyboard.press('ArrowDown');
    expect(await entry.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await cardIn('待处理').waitFor();
    await expect.poll(() => status(id)).toBe('待处理');
    expectQuiet(page);
  });

  it('is one column at a time on a phone', async () => {
    const small = await open(browser, phone);
    await login(small, 'agent');
    await small.goto(url(list));
    await small.getByText('看板', { exact: true }).click();
    await small.getByRole('listitem').filter({ hasText: title }).first().waitFor();
    await small.getByRole('tablist').last().getByRole('tab', { name: '已关闭' }).click();
    await small.getByRole('listitem').filter({ hasText: title }).first().waitFor({ state: 'detached' });
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'board-phone');
    expectQuiet(small);
  });
});
