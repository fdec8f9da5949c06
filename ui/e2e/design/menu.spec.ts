import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { call } from '../person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

it('an app gets a menu of its own: order, headings, and what is not shown', async () => {
  const { key } = await call<{ key: string }>(page, 'POST', '/api/v1/design/apps', { title: '建议试点', from: 'copy', app: 'suggestions' });
  await page.goto(url(`/design/${key}/app/${key}`));
  const entries = page.locator('[data-entry]');
  await entries.first().waitFor();
  const order = () => entries.evaluateAll((list) => list.slice(0, 3).map((one) => (one as HTMLElement).dataset.entry!));
  const [first, second, third] = await order();
  const group = (form: string) => page.locator(`[data-entry="${form}"] input`).first();
  await group(first!).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual([second, first, third]);
  await page.keyboard.type('日常');
  await group(second!).fill('日常');
  await page.locator(`[data-entry="${third}"] [aria-pressed]`).click();
  // A row goes where it is dropped, and one step back takes it from there.
  await page.locator(`[data-entry="${third}"] [aria-hidden]`).first().dragTo(page.locator(`[data-entry="${second}"]`), { targetPosition: { x: 120, y: 3 } });
  await expect.poll(order).toEqual([third, second, first]);
  await page.getByRole('button', { name: /^撤销/ }).click();
  await expect.poll(order).toEqual([second, first, third]);
  await page.locator('[data-keeping="saved"]').waitFor();
  await idle(page);
  await axe(page);
  await shot(page, 'design-menu');
  await page.getByRole('button', { name: '发布' }).click();
  await page.getByRole('dialog').getByText('建议试点').first().waitFor();
  await idle(page);
  await shot(page, 'design-menu-publish');
  await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
  await page.locator('[data-stage="published"]').waitFor();
  await page.goto(url('/work'));
  const menu = page.locator(`section[aria-labelledby="menu-app-${key}"]`);
  await menu.getByText('日常').waitFor();
  const links = await menu.locator('a').evaluateAll((list) => list.map((one) => one.getAttribute('href')!.split('/').pop()));
  expect(links.slice(-2)).toEqual([second, first]);
  expect(links).not.toContain(third);
  await shot(page, 'menu-grouped');
  // Taken out of the menu is not taken away.
  await page.goto(url(`/a/${key}/${third}`));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const small = await open(browser, { ...phone, locale: 'en-GB' });
  await login(small, 'designer');
  await small.goto(url(`/design/suggestions/app/suggestions`));
  await small.locator('[data-entry]').first().waitFor();
  await idle(small);
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(small);
  await shot(small, 'design-menu-phone');
  await small.context().close();
  expectQuiet(page);
});
