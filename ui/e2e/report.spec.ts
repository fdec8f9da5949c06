import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';

let browser: Browser;
let page: Page;
seat('manager', (...mine) => ([browser, page] = mine));

const widget = (name: string, on = page) => on.getByRole('region', { name, exact: true });

/** counted is how many records the list at the end of a click says it has. */
async function counted(on: Page): Promise<number> {
  const words = await on.getByText(/共 [\d,]+ 条/).first().innerText();
  return Number(/共 ([\d,]+) 条/.exec(words)![1]!.replace(/\D/g, ''));
}

describe('a board (K-01, D-21)', () => {
  it('opens from the menu and shows what is there', async () => {
    await page.getByRole('link', { name: '建议总览' }).click();
    await page.getByRole('heading', { level: 1, name: '建议总览' }).waitFor();
    await page.getByRole('img', { name: '现在在哪一步（图）' }).waitFor();
    await page.getByRole('img', { name: '从建议到上线（图）' }).waitFor();
    await axe(page);
    await shot(page, 'report-overview-1440');
  });

  it('a figure leads to as many records', async () => {
    const figure = widget('收到').getByRole('button', { name: /查看记录/ });
    const words = (await figure.innerText()).replace(/\D/g, '');
    await figure.click();
    await page.waitForURL(/\/a\/suggestions\/suggestion\?/);
    expect(await counted(page)).toBe(Number(words));
    await page.goBack();
  });

  it('a chart can be read as a table, whose rows lead on', async () => {
    await page.getByRole('button', { name: '把“现在在哪一步”看成表格' }).click();
    const row = widget('现在在哪一步').getByRole('row').filter({ hasText: '已关闭' });
    const words = await row.getByRole('cell').innerText();
    await axe(page);
    await row.getByRole('button', { name: '已关闭' }).click();
    await page.waitForURL(/\/a\/suggestions\/suggestion\?/);
    expect(await counted(page)).toBe(Number(words.replace(/\D/g, '')));
    await page.goBack();
  });

  it('is narrowed by what is chosen, and stays so when it is sent', async () => {
    const received = widget('收到').getByRole('button', { name: /查看记录/ });
    const all = await received.innerText();
    await page.getByRole('combobox', { name: '模块标签' }).click();
    await page.getByRole('option', { name: '订单系统' }).or(page.locator('.ant-select-item-option', { hasText: '订单系统' })).last().click();
    await expect.poll(() => received.innerText()).not.toBe(all);
    const some = await received.innerText();
    await page.keyboard.press('Escape');
    await page.reload();
    await expect.poll(() => received.innerText()).toBe(some);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => received.innerText()).toBe(all);
  });

  it('counts for each what they may see', async () => {
    const seller = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: url('') });
    await login(seller, 'sales');
    const whole = await widget('收到').getByRole('button', { name: /查看记录/ }).innerText();
    await seller.goto(url('/b/suggestions/board_overview'));
    const own = await widget('收到', seller).getByRole('button', { name: /查看记录/ }).innerText();
    expect(Number(own.replace(/\D/g, ''))).toBeLessThan(Number(whole.replace(/\D/g, '')));
    await seller.context().close();
  });

  it('fits a phone, in English', async () => {
    const small = await open(browser, { ...phone, baseURL: url('') });
    await login(small, 'manager');
    for (const board of ['board_overview', 'board_pool', 'board_intake', 'board_loop']) {
      await small.goto(url(`/b/suggestions/${board}`));
      await small.getByRole('img').first().waitFor();
      expect(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await shot(small, `report-${board}-390`);
    }
    await axe(small);
    await small.context().close();
    expectQuiet(page);
  });
});
