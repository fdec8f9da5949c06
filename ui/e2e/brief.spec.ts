import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, login, open, phone, seat, shot, url } from './browser';
import { call, suggest } from './person';

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

describe('a task beside its record', () => {
  it('shows the scores to be given above its buttons, which cover nothing', async () => {
    const page = await open(browser, { viewport: { width: 1440, height: 900 } });
    await login(page, 'pm');
    const { items } = await call<{ items: { node: string; record: { id: string } }[] }>(page, 'GET', '/api/v1/tasks?state=open&limit=100');
    await page.goto(url(`/a/suggestions/suggestion/${items.find(({ node }) => node === 'evaluate')!.record.id}`));
    const task = page.locator('section[data-fit]').filter({ has: page.getByRole('button', { name: '采纳', exact: true }) });
    await task.waitFor();
    const stars = task.locator('[role="radiogroup"]:has(> label > svg)');
    await expect.poll(() => stars.count()).toBe(5);
    const foot = (await task.getByRole('button', { name: '采纳', exact: true }).boundingBox())!.y;
    const seen = await stars.evaluateAll((all) => {
      const end = all[0]!.closest('form')!.parentElement!.getBoundingClientRect().bottom;
      return { end, whole: all.filter((one) => one.querySelector('label')!.getBoundingClientRect().bottom <= end).length };
    });
    expect(seen.whole).toBeGreaterThanOrEqual(4);
    expect(seen.end).toBeLessThanOrEqual(foot);
    expectQuiet(page);
    await page.context().close();
  });
});
