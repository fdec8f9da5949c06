import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';

const list = '/a/suggestions/suggestion';

let browser: Browser;
let page: Page;
seat('agent', (...mine) => ([browser, page] = mine));

const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const act = async (name: string | RegExp) => {
  await page.getByRole('button', { name: '视图操作' }).click();
  await page.getByRole('menuitem', { name }).click();
};
const rows = async () => Number(/共 (\d+) 条/.exec(await page.getByText(/共 \d+ 条/).innerText())?.[1] ?? 0);

describe('views of one’s own', () => {
  it('keep the filter and the columns a person sees', async () => {
    await page.goto(url(`${list}?view=all&filter=${encodeURIComponent(JSON.stringify({ field: 'urgency', op: 'in', value: ['high'] }))}&sort=record.createdAt:asc`));
    await page.getByRole('button', { name: '显示哪些列' }).click();
    await page.getByLabel('已显示的列').getByRole('checkbox').last().click();
    await page.getByRole('heading', { level: 1 }).click();
    await page.getByLabel('已显示的列').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '存为我的视图…' }).click();
    const dialog = page.getByRole('dialog', { name: '存为我的视图' });
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('请给视图起个名字').waitFor();
    await dialog.getByLabel('视图名称').fill('紧急的建议');
    await axe(page, '[role="dialog"]');
    await shot(page, 'views-new');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForURL(/view=-/);
    await expect.poll(() => tab('紧急的建议').getAttribute('aria-selected')).toBe('true');
    await page.reload();
    await tab('紧急的建议').waitFor();
    await page.getByLabel('正在使用的筛选条件').getByText(/紧急程度.* 是其中之一 高/).waitFor();
    expect(await page.getByRole('button', { name: '保存修改' }).count()).toBe(0);
    await page.getByRole('table').waitFor();
    await axe(page);
    await shot(page, 'views');
  });

  it('are changed by what a person changes, or not', async () => {
    const before = await rows();
    await page.getByRole('button', { name: /^移除条件/ }).click();
    await expect.poll(rows).toBeGreaterThan(before);
    await page.getByRole('button', { name: '保存修改' }).waitFor();
    await act('放弃修改');
    await expect.poll(rows).toBe(before);
    await page.getByText('看板', { exact: true }).click();
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByRole('button', { name: '保存修改' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('region', { name: '看板' }).waitFor();
    expectQuiet(page);
  });

  it('are renamed, opened first, and deleted', async () => {
    await act('改名…');
    const dialog = page.getByRole('dialog', { name: '视图改名' });
    await dialog.getByLabel('视图名称').fill('急件');
    await dialog.getByRole('button', { name: '保存' }).click();
    await tab('急件').waitFor();
    await act('设为我的默认视图');
    await page.goto(url(list));
    await expect.poll(() => tab('急件').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('tab').first().textContent()).toBe('急件');
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '急件' }).waitFor();
    await act('删除视图…');
    const sure = page.getByRole('dialog', { name: /删除视图/ });
    await axe(page, '[role="dialog"]');
    await sure.getByRole('button', { name: /删\s?除/ }).click();
    await tab('急件').waitFor({ state: 'detached' });
    await page.getByRole('tab').first().waitFor();
    expectQuiet(page);
  });

  it('are there for their owner alone, on a phone as well', async () => {
    const small = await open(browser, { ...phone, locale: 'en-US' });
    await login(small, 'pm');
    await small.goto(url(`${list}?view=all&sort=record.createdAt:asc`));
    await small.getByRole('button', { name: /^(View|视图操作)$/ }).waitFor();
    expect(await small.getByRole('tab', { name: '急件' }).count()).toBe(0);
    await small.getByRole('button', { name: /Save as my view…|存为我的视图…/ }).click();
    await small.getByRole('dialog').getByRole('textbox').fill('Oldest first');
    await shot(small, 'views-phone-new');
    await small.getByRole('dialog').getByRole('button', { name: /^(Save|保\s?存)$/ }).click();
    await small.getByRole('tab', { name: 'Oldest first' }).waitFor();
    await small.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'views-phone');
    expectQuiet(small);
  });
});
