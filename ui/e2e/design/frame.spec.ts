import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { call } from '../person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const saved = (on: Page) => on.locator('[data-keeping="saved"]').waitFor();

describe('an app', () => {
  it('is founded from rows of a spreadsheet, gets a flow, is changed and published (B-13, P-10)', async () => {
    await page.goto(url('/design'));
    await page.getByRole('link', { name: '客户建议' }).first().waitFor();
    await axe(page);
    await page.getByRole('button', { name: '新建应用' }).click();
    await page.getByLabel('应用名称').fill('设备报修');
    await page.getByText('粘贴表格').click();
    await page.getByLabel('在这里粘贴').fill('报修人\t设备\t发现日期\t费用\n张三\t打印机\t2026-11-20\t120\n李四\t投影仪\t2026-11-21\t80');
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-found');
    await page.getByRole('button', { name: '创建应用' }).click();
    await page.waitForURL(/\/form\/\w+$/);
    await page.goto(url(`/design/${new URL(page.url()).pathname.split('/')[2]}`));
    await page.getByRole('button', { name: '添加' }).click();
    await page.getByRole('menuitem', { name: '流程' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill('报修处理');
    await page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
    await page.waitForURL(/\/process\//);
    await page.getByText('没有发现问题').waitFor();
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('dialog').getByText('报修处理').first().waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-publish');
    await page.getByRole('dialog').getByLabel('版本说明').fill('有了流程');
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.getByText('已发布第 2 版').waitFor();
    await page.locator('[data-stage="published"]').waitFor();
    // Whoever goes on after publishing is not told that somebody else had been faster.
    await page.goto(url('/design/suggestions/list/urgency'));
    await page.getByLabel('名称').first().fill('急不急');
    await saved(page);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.locator('[data-stage="published"]').waitFor();
    await page.getByLabel('名称').first().fill('紧急程度');
    await page.locator('[data-stage="changed"]').waitFor();
    await saved(page);
    expectQuiet(page);
  });

  it('is published as it was read: what somebody drafts meanwhile is told first (P-12, P-20)', async () => {
    const dialog = page.getByRole('dialog');
    const list = '/api/v1/apps/suggestions/definitions/list/importance';
    await page.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('紧急程度').first().waitFor();
    const other = await call<{ title: unknown }>(page, 'GET', list);
    await call(page, 'PUT', '/api/v1/apps/suggestions/drafts', { ...other, title: '要紧不要紧' });
    await dialog.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('又改了『要紧不要紧』').waitFor();
    await dialog.getByText('要紧不要紧').first().waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-publish-overtaken');
    await dialog.getByRole('button', { name: '看过了，再发布' }).click();
    await page.locator('[data-stage="published"]').waitFor();
  });

  it('tells what stands against publishing by the definition it is in, with the place, and leads there', async () => {
    const dialog = page.getByRole('dialog');
    await call(page, 'DELETE', '/api/v1/apps/suggestions/definitions/list/importance');
    await page.goto(url('/design/suggestions/list/urgency'));
    await page.getByRole('button', { name: '发布' }).click();
    await dialog.getByRole('heading', { name: '表单「客户建议」' }).waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-publish-blocked');
    await dialog.getByRole('button', { name: /字段「重要程度.*用到了字典「要紧不要紧」，它已经没有了/ }).first().click();
    await page.waitForURL(/\/form\/suggestion/);
    await call(page, 'DELETE', '/api/v1/apps/suggestions/drafts/list/importance');
  });
});

const kinds = { calendar: 'calendar/cal_work', message: 'message/task_new', role: 'role/cs_agent', view: 'view/customers', connector: 'connector/crm_customers', rule: 'rule/tr_1_bug' };

describe('designers without a canvas', () => {
  it.each(Object.entries(kinds))('%s is accessible, in both languages and on a phone', async (name, path) => {
    await page.goto(url(`/design/suggestions/${path}`));
    await page.getByLabel('名称').first().waitFor();
    await idle(page);
    await axe(page);
    await shot(page, `design-${name}`);
    const small = await open(browser, { ...phone, locale: 'en-GB' });
    await login(small, 'designer');
    await small.goto(url(`/design/suggestions/${path}`));
    await small.getByLabel('Name').first().waitFor();
    await idle(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, `design-${name}-phone`);
    await small.context().close();
  });

  it('tries a rule on a record before anybody publishes it', async () => {
    const data = { title: '登录后页面总是崩溃', description: '点开报表就崩溃，每天都有两三次，非常影响工作。', suggestion_type: 'experience', module: 'report', channel: 'email', urgency: 'low', importance: 'medium', want_reply: false, anonymous: true };
    const made = await call<{ no: string }>(page, 'POST', '/api/v1/apps/suggestions/forms/suggestion/records', { data });
    await page.goto(url('/design/suggestions/rule/tr_1_bug'));
    await page.getByLabel('记录编号').fill(made.no);
    await page.getByRole('button', { name: '试一试' }).click();
    await page.getByText('满足条件，会执行').waitFor();
    await axe(page);
    await shot(page, 'design-rule-tried');
  });
});

it('a rule tells which other gets into its way, and leads there', async () => {
  const rule = (key: string, title: string, note: string) => ({ kind: 'rule', key, title, schemaVersion: 1, spec: { form: 'suggestion', on: [{ event: 'created' }], when: { field: 'urgency', op: 'eq', value: 'high' }, then: [{ key: 'set', do: 'set', settings: { fields: { alternative: note } } }] } });
  const drafts = '/api/v1/apps/suggestions/drafts';
  await call(page, 'PUT', drafts, rule('first_word', '先写一句', '甲'));
  await call(page, 'PUT', drafts, rule('second_word', '后写一句', '乙'));
  await page.goto(url('/design/suggestions/rule/first_word'));
  const hints = page.getByRole('region', { name: '与其他规则的关系' });
  await hints.getByText('规则「后写一句」与「先写一句」的次序相同').waitFor();
  await axe(page);
  await shot(page, 'design-rule-neighbours');
  await hints.getByRole('link', { name: '打开“后写一句”' }).click();
  await page.waitForURL(/second_word/);
  await hints.getByRole('link', { name: '打开“先写一句”' }).waitFor();
  // Once they stand in an order, nothing is in the way.
  await page.getByLabel('顺序（小的先）').fill('2');
  await saved(page);
  await hints.waitFor({ state: 'detached' });
  for (const key of ['first_word', 'second_word']) await call(page, 'DELETE', `${drafts}/rule/${key}`);
});

describe('an app as a whole', () => {
  it('is looked into by release, goes out as a file, and nothing faulty comes in', async () => {
    await page.goto(url('/design/suggestions'));
    await page.getByRole('link', { name: '一线客服' }).waitFor();
    await axe(page);
    await page.getByRole('button', { name: '更多操作' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('导出草稿').click()]);
    expect(file.suggestedFilename()).toMatch(/^suggestions-drafts\.zip$/);
    const zip = await file.path();
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByText('导入…').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type="file"]').setInputFiles({ name: 'app.zip', mimeType: 'application/zip', buffer: readFileSync(zip) });
    await dialog.getByText('没有任何改动').waitFor();
    await dialog.getByLabel('或者粘贴 JSON').fill('{"kind":"list","key":"urgency","title":"紧急程度","schemaVersion":1,"spec":{"options":[{"key":"Bad Key","title":"坏"},{"title":"没有键"}]}}');
    await dialog.getByRole('button', { name: '先看看' }).click();
    await dialog.getByText(/有 \d+ 个问题，没有写入任何内容/).waitFor();
    expect(await dialog.getByRole('button', { name: '存为草稿' }).isDisabled()).toBe(true);
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-import');
    await dialog.getByRole('button', { name: '取消' }).click();
  });
});

describe('what is edited', () => {
  it('is saved as it is made, taken back and done again by keyboard, and survives a lost connection', async () => {
    await page.goto(url('/design/suggestions/calendar/cal_work'));
    const name = page.getByLabel('名称').first();
    await name.fill('上班时间');
    await saved(page);
    await page.locator('h2').first().click();
    await page.keyboard.press('Control+z');
    expect(await name.inputValue()).toBe('工作日历');
    await page.keyboard.press('Control+Shift+z');
    expect(await name.inputValue()).toBe('上班时间');
    expect(await page.locator('[data-announcer]').textContent()).toContain('已重做');
    await saved(page);
    await page.context().setOffline(true);
    await name.fill('断网时的名字');
    await page.locator('[data-keeping="offline"]').waitFor();
    await page.context().setOffline(false);
    await saved(page);
    await page.reload();
    await page.getByLabel('名称').first().waitFor();
    expect(await page.getByLabel('名称').first().inputValue()).toBe('断网时的名字');
  });

  it('is not written over: the second of two designers sees the difference and chooses', async () => {
    const other = await open(browser, { viewport: { width: 1440, height: 900 } });
    await login(other, 'admin');
    const at = url('/design/suggestions/message/urge');
    for (const one of [page, other]) {
      await one.goto(at);
      await one.getByLabel('名称').first().waitFor();
    }
    await page.getByLabel('名称').first().fill('催一下');
    await saved(page);
    await other.getByLabel('名称').first().fill('催办提醒');
    const told = other.getByRole('alert').filter({ hasText: '别人刚刚也保存了修改' });
    await told.waitFor();
    expect(await told.textContent()).toContain('催一下');
    await axe(other);
    await shot(other, 'design-conflict');
    await other.getByRole('button', { name: '用我的' }).click();
    await saved(other);
    await page.reload();
    await page.getByLabel('名称').first().waitFor();
    expect(await page.getByLabel('名称').first().inputValue()).toBe('催办提醒');
  });
});
