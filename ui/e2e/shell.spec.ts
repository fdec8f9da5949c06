import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, launch, open, phone, shot, url } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('a public link that does not open', () => {
  it('says so in words, in both languages, on a phone', async () => {
    const page = await open(browser, phone);
    await page.goto(url('/f/no-such-token'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await axe(page);
    await shot(page, 'public-missing-phone');
    expectQuiet(page);
  });

  it('follows a dark system', async () => {
    const page = await open(browser, { ...phone, colorScheme: 'dark', locale: 'en-GB' });
    await page.goto(url('/f/no-such-token'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await axe(page);
    await shot(page, 'public-missing-dark');
    expectQuiet(page);
  });
});
