import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, launch, login, open, phone, shot, url } from '../browser';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await open(browser, { viewport: { width: 1440, height: 900 } });
  await login(page, 'admin');
});
afterAll(() => browser.close());

const saved = (on: Page) => on.locator('[data-keeping="saved"]').waitFor();
const inspector = (on: Page) => on.getByRole('region', { name: /的属性$/ });

/** found makes an app of nothing and opens its only form. */
async function found(on: Page, name: string) {
  await on.goto(url('/design'));
  await on.getByRole('button', { name: '新建应用' }).click();
  await on.getByLabel('应用名称').fill(name);
  await on.getByRole('button', { name: '建好，开始设计' }).click();
  await on.waitForURL(/\/design\/\w+$/);
  await on.locator('main a[href*="/form/"]').first().click();
  await on.locator('[data-frame]').first().waitFor();
}

/** named writes the title of what was just added: it is selected already. */
async function named(on: Page, title: string) {
  const box = inspector(on).getByLabel('标题', { exact: true });
  await box.waitFor();
  await on.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.selectionEnd! > 0);
  await on.keyboard.type(title);
  await on.keyboard.press('Enter');
  await saved(on);
}

describe('a form', () => {
  it('is built with the keyboard alone: added, named, moved, doubled, put into a section and out, deleted, taken back (B-03)', async () => {
    await found(page, '键盘表单');
    await page.locator('[data-canvas]').focus();
    for (const [type, title] of [['dhwb', '甲'], ['数字', '乙']] as const) {
      await page.keyboard.press('/');
      await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
      await page.keyboard.type(type);
      await page.keyboard.press('Enter');
      await named(page, title);
    }
    const order = async () => (await page.locator('[data-frame]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!.split('，')[0])));
    expect((await order()).slice(-2)).toEqual(['甲', '乙']);
    await page.keyboard.press('Alt+ArrowUp');
    expect((await order()).slice(-2)).toEqual(['乙', '甲']);
    await page.keyboard.press('Control+d');
    expect((await order()).filter((one) => one === '乙')).toHaveLength(2);
    expect(await page.locator('[data-announcer]').textContent()).toContain('已复制乙');
    await page.keyboard.press('Delete');
    await page.waitForFunction(() => [...document.querySelectorAll('[data-frame]')].filter((one) => one.getAttribute('aria-label')!.startsWith('乙')).length === 1);
    await page.keyboard.press('Control+z');
    expect((await order()).filter((one) => one === '乙')).toHaveLength(2);
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction(() => [...document.querySelectorAll('[data-frame]')].filter((one) => one.getAttribute('aria-label')!.startsWith('乙')).length === 1);
    await page.keyboard.press('End');
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('丙');
    await page.keyboard.press('Enter');
    expect(await order()).toContain('丙');
    await page.keyboard.press('Control+g');
    await page.locator('[data-unit="section"] [data-frame]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForFunction(() => !document.querySelector('[data-unit="section"] [data-frame]'));
    await page.keyboard.press('Alt+ArrowRight');
    await page.locator('[data-unit="section"] [data-frame]').waitFor();
    await saved(page);
    expectQuiet(page);
  });

  it.each(['zh-CN', 'en-GB'])('is accessible in %s, on a phone too', async (locale) => {
    for (const [name, options] of [['wide', { viewport: { width: 1440, height: 900 } }], ['phone', phone]] as const) {
      const other = await open(browser, { ...options, locale });
      await login(other, 'admin');
      for (const [part, path] of [['form', 'form/suggestion'], ['rules', 'form/suggestion?at=/spec/logic/0'], ['list', 'list/channel']] as const) {
        await other.goto(url(`/design/suggestions/${path}`));
        await idle(other);
        await axe(other);
        expect(await other.evaluate(() => document.documentElement.scrollWidth), part).toBeLessThanOrEqual(options.viewport!.width);
        await shot(other, `design-${part}-${name}-${locale.slice(0, 2)}`);
      }
      await other.context().close();
    }
  });
});
