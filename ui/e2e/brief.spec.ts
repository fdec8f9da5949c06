import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';
import { suggest } from './person';

let browser: Browser;
seat('admin', (...mine) => ([browser] = mine));

describe('a task on a phone', () => {
  it('begins with what the record is about', async () => {
    const small = await open(browser, phone);
    await login(small, 'agent');
    const { id } = await suggest(small, '手机上先读后办的建议');
    await small.goto(url(`/a/suggestions/suggestion/${id}`));
    await small.getByRole('heading', { level: 1, name: '手机上先读后办的建议' }).waitFor();
    const words = small.getByRole('heading', { level: 2, name: '详细描述' });
    await words.waitFor();
    const task = small.locator('section[data-hot]').first();
    expect((await words.boundingBox())!.y).toBeLessThan((await task.boundingBox())!.y);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'record-brief-phone');
    expectQuiet(small);
  });
});
