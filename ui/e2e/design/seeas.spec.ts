import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { call, suggest } from '../person';
import { choose, saved } from './desk';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const panel = (on: Page) => on.getByRole('region', { name: /^(以某人身份查看|See as somebody)$/ });

it('a role is looked at as whoever has it, and as a colleague, before it is published (P-05)', async () => {
  const { no } = await suggest(page, '报表能不能按周汇总');
  await page.goto(url('/design/suggestions/role/submitter'));
  const seen = panel(page).getByRole('status');
  const action = (name: string) => seen.getByRole('listitem').filter({ hasText: name }).first();
  await action('查看').waitFor();
  await seen.getByText('能看到 0 条记录').waitFor();
  expect(await action('删除').getAttribute('data-allowed')).toBeNull();
  await idle(page);
  await axe(page);
  await shot(page, 'design-see-as');

  // What is ticked is true for the eyes of that role at once; it is a draft.
  await page.getByLabel('客户建议 删除', { exact: true }).click();
  await choose(page, page.getByLabel('客户建议 哪些记录', { exact: true }), '全部');
  await saved(page);
  await seen.locator('[data-allowed]').filter({ hasText: '删除' }).waitFor();
  await seen.getByRole('link', { name: '报表能不能按周汇总' }).waitFor();
  await panel(page).getByLabel('记录编号').fill(no);
  await seen.getByText('与这条记录没有关系').waitFor();
  await seen.getByText('不可见').click();
  await axe(page);
  await shot(page, 'design-see-as-record');

  await panel(page).getByLabel('以谁的身份').fill('设计员');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^设计员$/ }).click();
  await seen.getByText('系统管理员').first().waitFor();
  await call(page, 'DELETE', '/api/v1/apps/suggestions/drafts/role/submitter');
  expectQuiet(page);
});

it('reads in English, and on a phone', async () => {
  const small = await open(browser, { ...phone, locale: 'en-GB' });
  await login(small, 'designer');
  await small.goto(url('/design/suggestions/role/triager'));
  await panel(small).getByRole('status').waitFor();
  await idle(small);
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(small);
  await panel(small).scrollIntoViewIfNeeded();
  await shot(small, 'design-see-as-phone');
  await small.context().close();
});
