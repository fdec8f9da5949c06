import type { Browser, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { call, suggestions } from '../person';
import { drag } from './desk';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const path = '/design/suggestions/process/suggestion_sop';
const saved = (on: Page) => on.locator('[data-keeping="saved"]').waitFor();
const step = (on: Page, key: string) => on.locator(`.react-flow__node[data-id="${key}"]`);
const rail = (on: Page) => on.getByRole('complementary', { name: '流程的组成' });
const side = (on: Page) => on.getByRole('region', { name: '属性' });

async function designer(on: Page) {
  await on.goto(url(path));
  await step(on, 'schedule').waitFor();
  await idle(on);
}

/** choose takes an option of a select of the inspector. */
async function choose(on: Page, box: Locator, option: string) {
  await box.click();
  await on.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: new RegExp(`^${option}$`) }).first().click();
}

/** become changes something about the administrator: the language, the roles. */
async function become(changes: { language?: string; roles?: string[] }): Promise<string> {
  const { user } = await call<{ user: { id: string } }>(page, 'GET', '/api/v1/session');
  const { name, login: account, email, language, department, roles, admin, away, rev } = await call<Record<string, never>>(page, 'GET', `/api/v1/users/${user.id}`);
  await call(page, 'PUT', `/api/v1/users/${user.id}`, { name, login: account, email, language, department, roles, admin, away, ...changes }, rev);
  return user.id;
}

interface Opened {
  rev: number;
  process: { status: { key: string; title: string }; tasks: { id: string; node?: string; buttons?: { key: string }[] }[]; slas?: { key: string; title?: string }[] };
}

/** walk presses a button of the step a record stands at. */
async function walk(id: string, button: string, data: Record<string, unknown> = {}): Promise<Opened> {
  const now = await call<Opened>(page, 'GET', `${suggestions}/${id}`);
  const task = now.process.tasks.find((one) => one.buttons?.some(({ key }) => key === button));
  expect(task, JSON.stringify(now.process.tasks)).toBeDefined();
  await call(page, 'POST', `${suggestions}/${id}/act`, { kind: 'button', task: task!.id, button, data }, now.rev);
  return call<Opened>(page, 'GET', `${suggestions}/${id}`);
}

describe('the running process (B-08, B-09, D-01)', () => {
  it('gets a status with a step and a clock by mouse, is taken back and done again, and published', async () => {
    await designer(page);
    const before = await page.locator('.react-flow__node').count();
    await axe(page);
    await shot(page, 'design-process');
    await page.getByRole('button', { name: '状态', exact: true }).click();
    await page.getByRole('button', { name: '已采纳' }).first().click();
    await rail(page).getByLabel('新状态的名称').fill('待联调');
    await rail(page).getByRole('button', { name: '添加', exact: true }).click();
    await side(page).getByRole('heading', { name: '待联调' }).waitFor();
    await choose(page, side(page).getByLabel('负责人'), '评估人');
    await axe(page);
    await shot(page, 'design-process-status');

    await page.getByRole('button', { name: '步骤', exact: true }).click();
    await side(page).getByRole('button', { name: '关闭' }).click();
    await drag(page, page.getByRole('button', { name: '人工处理' }), page.locator('[data-arrow="planned"]'));
    const name = side(page).getByLabel('名称').first();
    await name.waitFor();
    // The title is selected: whoever just put a step in only has to type.
    await page.keyboard.type('联调准备');
    expect(await name.inputValue()).toBe('联调准备');
    await choose(page, side(page).getByLabel('记录处于状态'), '待联调');
    await shot(page, 'design-process-inserted');
    await axe(page);
    await page.getByRole('button', { name: '时限', exact: true }).click();
    await rail(page).getByLabel('新时限的名称').fill('联调限时');
    await rail(page).getByRole('button', { name: '添加', exact: true }).click();
    await side(page).getByText('到期').first().waitFor();
    await axe(page);
    await saved(page);
    expect(await page.locator('.react-flow__node').count()).toBe(before + 1);
  });

  it('is taken back and done again step by step', async () => {
    await step(page, 'human').waitFor();
    const undo = page.getByRole('button', { name: '撤销', exact: true });
    while ((await step(page, 'human').count()) > 0) await undo.click();
    expect(await page.locator('[data-announcer]').textContent()).toContain('已撤销');
    const redo = page.getByRole('button', { name: '重做', exact: true });
    while (await redo.isEnabled()) await redo.click();
    await step(page, 'human').waitFor();
    await saved(page);
  });

  it('is published, and a new suggestion walks through what was added', async () => {
    await page.getByText('没有发现问题').waitFor();
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('dialog').getByLabel('版本说明').fill('开发之前先准备联调');
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.locator('[data-stage="published"]').waitFor();
    const me = await become({ roles: ['suggestions/biz_admin', 'suggestions/rd_lead', 'suggestions/product_manager', 'suggestions/triager'] });
    const data = { title: '导出的表格希望带上筛选条件', description: '每次导出都要自己记下筛了什么，半年前的就说不清了。', suggestion_type: 'optimize', module: 'report', channel: 'email', urgency: 'low', importance: 'medium', want_reply: false, anonymous: true };
    const { id } = await call<{ id: string }>(page, 'POST', suggestions, { data });
    await walk(id, 'classified', { tag_type: 'feature', tag_module: 'report', urgency_class: 'general', scope: 'local', content_class: 'product' });
    await walk(id, 'accept', { impact_breadth: 3, impact_depth: 3, strategic_fit: 3, effort_resource: 3, effort_difficulty: 3 });
    const there = await walk(id, 'scheduled', { planned_release: '2099-01-04', rd_owner: me });
    expect(there.process.status.title).toBe('待联调');
    const after = await walk(id, 'done');
    expect(after.process.status.title).toBe('开发中');
    expectQuiet(page);
  });
});

describe('by keyboard alone', () => {
  it('a step goes into an arrow, is named, moved, joined and taken out', async () => {
    await designer(page);
    await step(page, 'start').focus();
    for (let at = 0; at < 12 && !(await step(page, 'schedule').getAttribute('data-selected')); at++) await page.keyboard.press(at < 2 ? 'ArrowDown' : 'ArrowRight');
    await step(page, 'schedule').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('排一排');
    await page.keyboard.press('Enter');
    await step(page, 'schedule').getByText('排一排').waitFor();
    await page.keyboard.press('Control+z');
    await step(page, 'schedule').getByText('排期').waitFor();
    await step(page, 'schedule').focus();
    await page.keyboard.press('Control+d');
    await step(page, 'schedule_2').waitFor();
    await step(page, 'schedule_2').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Delete');
    await step(page, 'schedule_2').waitFor({ state: 'detached' });
    expect(await page.locator('[data-announcer]').textContent()).toContain('已删除步骤');
    // The palette: Enter puts a step after the one selected, into its only arrow.
    await step(page, 'create_dev_task').focus();
    await page.getByRole('button', { name: '发送通知' }).focus();
    await page.keyboard.press('Enter');
    await step(page, 'notify').waitFor();
    await page.keyboard.type('告诉研发');
    await step(page, 'notify').getByText('告诉研发').waitFor();
    await step(page, 'notify').focus();
    await page.keyboard.press('c');
    await page.keyboard.press('Escape');
    await step(page, 'notify').focus();
    await page.keyboard.press('Delete');
    await step(page, 'notify').waitFor({ state: 'detached' });
    expectQuiet(page);
  });
});

describe('the canvas', () => {
  it('shows problems where they are and goes to them', async () => {
    await designer(page);
    await step(page, 'hold').click();
    await page.keyboard.press('Delete');
    await step(page, 'hold').waitFor({ state: 'detached' });
    await saved(page);
    await page.locator('[data-tone="danger"], [data-tone="warning"]').first().waitFor();
    await step(page, 'evaluate').locator('[data-wrong]').waitFor();
    await axe(page);
    await shot(page, 'design-process-wrong');
    await page.getByRole('button', { name: /个问题/ }).click();
    await page.getByRole('region', { name: '问题检查' }).getByRole('listitem').getByRole('button').first().click();
    await side(page).waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await step(page, 'hold').waitFor();
    await saved(page);
  });

  it('is accessible in English and on a phone', async () => {
    await become({ language: 'en' });
    const small = await open(browser, { ...phone, locale: 'en-GB' });
    await login(small, 'admin');
    await small.goto(url(path));
    await step(small, 'schedule').waitFor();
    await idle(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'design-process-phone');
    await small.getByRole('button', { name: 'Parts of the process' }).click();
    await shot(small, 'design-process-phone-parts');
    await axe(small);
    await small.getByRole('button', { name: 'Statuses' }).click();
    await small.getByRole('button', { name: 'Evaluating' }).first().click();
    await axe(small);
    await shot(small, 'design-process-phone-status');
    await small.context().close();
    await become({ language: 'zh' });
  });
});
