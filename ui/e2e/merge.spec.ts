import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';
import { suggest } from './person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

describe('suggestions that say the same', () => {
  it('go up in one, chosen among the most similar, and come out again', async () => {
    const first = await suggest(page, '送货单希望能横着打印', '现在送货单只能竖着打，后面几列总是被切掉，希望能选横向打印。');
    const second = await suggest(page, '送货单能不能横向打印', '打印送货单后面几列总被切掉，希望可以选横向打印。');
    await page.goto(url(`/a/suggestions/suggestion/${second.id}`));
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '归并到另一条' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('送货单希望能横着打印').waitFor();
    await dialog.getByRole('button', { name: /归\s*并/ }).click();
    await dialog.getByText('请选择一条').waitFor();
    await axe(page, '[role="dialog"]');
    await dialog.getByRole('radio', { name: /送货单希望能横着打印/ }).check();
    await shot(page, 'merge-dialog');
    await dialog.getByRole('button', { name: /归\s*并/ }).click();
    await page.getByRole('heading', { name: '已归并' }).waitFor();
    await axe(page);
    await shot(page, 'merge-child');
    await page.getByRole('link', { name: '送货单希望能横着打印' }).first().click();
    await page.getByRole('heading', { name: '归并进来的 1 条' }).waitFor();
    await axe(page);
    await shot(page, 'merge-parent');
    await page.getByRole('link', { name: '送货单能不能横向打印' }).click();
    await page.getByRole('button', { name: '取消归并' }).click();
    await page.getByText(`取消 ${second.no} 的归并？`).last().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '取消归并' }).click();
    await page.getByRole('heading', { name: '已归并' }).waitFor({ state: 'detached' });
    await page.getByText('分类打标').first().waitFor();
    expect(first.no).not.toBe(second.no);
    expectQuiet(page);
  });

  it('are mentioned at the step of whoever may merge them', async () => {
    const again = await suggest(page, '送货单能不能横着打印', '打印送货单后面几列被切掉，希望能选横向。');
    const small = await open(browser, phone);
    await login(small, 'agent');
    await small.goto(url(`/a/suggestions/suggestion/${again.id}`));
    const hint = small.getByRole('region', { name: '可能是同一件事' });
    await hint.getByRole('button', { name: '可能是同一件事', expanded: false }).click();
    await hint.getByRole('link', { name: '送货单希望能横着打印' }).waitFor();
    await hint.scrollIntoViewIfNeeded();
    await axe(small);
    await shot(small, 'merge-hint-phone');
    await hint.getByRole('button', { name: '归并到另一条' }).click();
    await small.getByRole('dialog').getByRole('radio').first().waitFor();
    expectQuiet(small);
  });

  it('fit a phone in English', async () => {
    const third = await suggest(page, '送货单可以横着打印吗', '送货单后面几列总是被切掉，希望能选横向打印。');
    const small = await open(browser, { ...phone, locale: 'en-US' });
    await login(small, 'admin');
    await small.goto(url(`/a/suggestions/suggestion/${third.id}`));
    await small.getByRole('heading', { level: 1 }).waitFor();
    // The language is the person's own, whatever the phone speaks: an earlier spec may have left either.
    const other = small.getByRole('button', { name: /^(English|中文)$/ });
    if ((await other.getAttribute('aria-label')) === 'English') await other.click();
    await small.getByRole('button', { name: 'More' }).click();
    await small.getByRole('menuitem', { name: 'Merge into another' }).click();
    await small.getByRole('dialog').getByRole('radio').first().check();
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small, '[role="dialog"]');
    await shot(small, 'merge-dialog-phone');
    await small.keyboard.press('Escape');
    await other.click();
    await small.getByRole('button', { name: '更多操作' }).waitFor();
    expectQuiet(small);
  });
});
