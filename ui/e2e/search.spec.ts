import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';
import { suggest } from './person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

describe('search', () => {
  it('finds what was just written, from the keyboard alone', async () => {
    const { id, no } = await suggest(page, '叉车路线图看不清', '仓库二楼的叉车路线图印得太小，夜班同事用 Pad 放大也看不清楚。');
    await page.goto(url('/work'));
    await page.getByRole('button', { name: '查找' }).waitFor();
    await page.keyboard.press('/');
    const input = page.getByRole('combobox', { name: '查找文字、编号、客户或电话' });
    await input.waitFor();
    await page.getByText('多个词用空格隔开').waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'search-empty');
    await input.fill('夜班');
    const found = page.getByRole('option', { name: /叉车路线图看不清/ });
    await found.waitFor();
    expect(await found.locator('mark').allTextContents()).toEqual(['夜班']);
    expect(await found.getAttribute('aria-selected')).toBe('true');
    await axe(page, '[role="dialog"]');
    await shot(page, 'search-found');
    await input.fill(no);
    await page.getByRole('option', { name: new RegExp(no) }).waitFor();
    await input.fill('叉车看不清');
    await page.getByText('没有找到连在一起的').waitFor();
    expect(await found.locator('mark').allTextContents()).toContain('叉车');
    await input.fill('叉车 pad');
    await found.locator('mark', { hasText: 'Pad' }).waitFor();
    await input.press('ArrowDown');
    await input.press('ArrowUp');
    await input.press('Enter');
    await page.waitForURL(`**/a/suggestions/suggestion/${id}`);
    await page.keyboard.press('Control+k');
    await input.fill('这句话谁也没有写过');
    await page.getByText('没有找到“这句话谁也没有写过”').waitFor();
    await shot(page, 'search-none');
    await input.press('Escape');
    await input.waitFor({ state: 'detached' });
    expectQuiet(page);
  });

  it('narrows a list by the words in its records', async () => {
    await suggest(page, '打卡机时间不准', '门口的打卡机慢了五分钟，蓝色那台尤其明显，希望能自动对时。');
    await page.goto(url('/a/suggestions/suggestion?view=all'));
    await page.getByRole('searchbox', { name: '搜索文字、编号、客户' }).fill('五分钟');
    await page.waitForURL(/q=/);
    await page.getByRole('link', { name: /打卡机时间不准/ }).first().waitFor();
    await expect.poll(() => page.getByRole('link', { name: /叉车/ }).count()).toBe(0);
    await axe(page);
    expectQuiet(page);
  });

  it('fits a phone in English', async () => {
    const small = await open(browser, { ...phone, locale: 'en-US' });
    await login(small, 'admin');
    await small.goto(url('/work'));
    await small.getByRole('button', { name: /^(Search|查找)$/ }).click();
    const input = small.getByRole('combobox');
    await input.fill('叉车');
    await small.getByRole('option', { name: /叉车路线图看不清/ }).waitFor();
    const width = await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(width).toBeLessThanOrEqual(0);
    await axe(small, '[role="dialog"]');
    await shot(small, 'search-phone');
    await small.getByRole('option', { name: /叉车路线图看不清/ }).click();
    await small.waitForURL('**/a/suggestions/suggestion/*');
    expectQuiet(small);
    await small.context().close();
  });
});
