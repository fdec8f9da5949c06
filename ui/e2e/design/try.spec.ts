import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { call, suggestions } from '../person';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const panel = (on: Page) => on.getByRole('region', { name: /^(试运行|Try it)$/ });
const latest = (on: Page) => panel(on).getByRole('status', { name: /^(刚才这一步|The last step)$/ });
const standing = (on: Page, key: string) => on.locator(`.react-flow__node[data-id="${key}"] [data-stand="now"]`);

/** designer opens the process of the SOP. */
async function designer(on: Page) {
  await on.goto(url('/design/suggestions/process/suggestion_sop'));
  await on.locator('.react-flow__node[data-id="classify"]').waitFor();
  await idle(on);
}

/** roles gives somebody roles in the app, so that the flow finds them. */
async function roles(login: string, ...keys: string[]) {
  const { items } = await call<{ items: { id: string; login: string }[] }>(page, 'GET', '/api/v1/users?limit=50');
  const id = items.find((one) => one.login === login)!.id;
  const { name, email, language, department, admin, away, rev } = await call<Record<string, never>>(page, 'GET', `/api/v1/users/${id}`);
  await call(page, 'PUT', `/api/v1/users/${id}`, { name, login, email, language, department, admin, away, roles: keys.map((key) => `suggestions/${key}`) }, rev);
}

/** told is everything the store shows of records and letters: what a trial must leave alone. */
async function told(): Promise<string> {
  const records = await call<{ count: number }>(page, 'GET', `${suggestions}?count=1`);
  const messages = await call<{ items: unknown[] }>(page, 'GET', '/api/v1/messages');
  return JSON.stringify([records.count, messages.items.length]);
}

describe('a draft is tried before it is published (A-01, H-05)', () => {
  it('is walked as a customer and two colleagues, the clock is moved and a reminder comes, and nothing is left of it', async () => {
    await roles('admin', 'triager');
    await roles('designer', 'product_manager');
    const before = await told();
    await designer(page);
    await page.getByRole('button', { name: '试运行' }).click();
    const here = panel(page);
    await here.getByRole('button', { name: '提交示例' }).waitFor();
    await idle(page);
    await axe(page);
    await here.getByLabel('标题').fill('导出太慢了');
    await here.getByRole('button', { name: '提交示例' }).click();
    await standing(page, 'classify').waitFor();
    await latest(page).getByText('客户提交').waitFor();
    expect(await here.getByRole('combobox', { name: '以谁的身份' }).locator('..').locator('..').textContent()).toContain('管理员');

    await here.getByRole('button', { name: '完成打标，送评估' }).click();
    await standing(page, 'evaluate').waitFor();
    await here.getByRole('heading', { name: '评估决策' }).waitFor();
    await latest(page).getByText('管理员按“完成打标，送评估”').waitFor();

    const began = await here.locator('[data-now]').getAttribute('data-now');
    const reminded = async () => (await latest(page).locator('[data-type="sla_level"]').count()) > 0 && (await latest(page).locator('[data-letter]').count()) > 0;
    for (let n = 0; n < 8 && !(await reminded()); n++) {
      const now = await here.locator('[data-now]').getAttribute('data-now');
      await here.getByRole('button', { name: '到下一个时刻' }).click();
      await page.waitForFunction((was) => document.querySelector('[data-now]')?.getAttribute('data-now') !== was, now);
    }
    expect(Date.parse((await here.locator('[data-now]').getAttribute('data-now'))!)).toBeGreaterThan(Date.parse(began!));
    const letter = latest(page).locator('[data-letter]').first();
    await letter.locator('summary').click();
    expect(await letter.textContent()).toMatch(/设计员.*即将超时/s);
    await axe(page);
    await shot(page, 'design-try');

    // Somebody who has no part in it is told so, in words; one press goes on as who has.
    const as = here.getByRole('combobox', { name: '以谁的身份' });
    await as.click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^管理员/ }).click();
    await here.getByText('管理员不办这一步，由设计员办理。').waitFor();
    expect(await here.getByRole('button', { name: '采纳', exact: true }).isDisabled()).toBe(true);
    await here.getByText(/^采纳[:：].*\S/).waitFor();
    await here.getByRole('button', { name: '换成设计员' }).first().click();
    await here.getByRole('button', { name: '采纳', exact: true }).click();
    await standing(page, 'schedule').waitFor();

    await here.getByRole('button', { name: '退回一步' }).click();
    await standing(page, 'evaluate').waitFor();
    await here.getByRole('button', { name: '从头再来' }).click();
    await here.getByRole('button', { name: '提交示例' }).waitFor();
    expect(await told()).toBe(before);
    expect(await page.locator('[data-keeping="saved"]').count()).toBe(1);
    expectQuiet(page);
  });

  it('says who it would be now', async () => {
    await designer(page);
    await page.getByRole('button', { name: '人员', exact: true }).click();
    await page.getByRole('button', { name: /^评估人/ }).click();
    const answer = page.getByRole('region', { name: '现在会是谁' });
    await answer.getByText('设计员', { exact: true }).waitFor();
    await axe(page);
    await answer.scrollIntoViewIfNeeded();
    await shot(page, 'design-who-now');
    expectQuiet(page);
  });

  it('says what a formula comes to while it is written', async () => {
    const form = await call<{ spec: { fields: { type: string; settings?: { expression?: string } }[] } }>(page, 'GET', '/api/v1/apps/suggestions/definitions/form/suggestion');
    const at = form.spec.fields.findIndex(({ type }) => type === 'formula');
    await page.goto(url(`/design/suggestions/form/suggestion?at=/spec/fields/${at}`));
    const live = page.getByRole('group', { name: '公式结果预览' });
    await live.getByRole('status').filter({ hasText: /结果/ }).waitFor();
    const source = page.getByRole('textbox', { name: '公式' });
    await source.fill('len(title) + 1');
    await live.getByText('结果：').waitFor();
    await page.waitForFunction(() => /^结果：\s*[0-9]+$/.test(document.querySelector('[aria-label="公式结果预览"] [role="status"]')?.textContent ?? ''));
    await axe(page);
    await shot(page, 'design-formula-live');
    await source.fill('len(title) +');
    await live.getByRole('status').filter({ hasText: /第 1 行/ }).waitFor();
    await page.locator('[data-keeping="saved"]').waitFor();
    await page.goto(url('/'));
    await call(page, 'DELETE', '/api/v1/apps/suggestions/drafts/form/suggestion');
    expectQuiet(page);
  });

  it('reads in English, and on a phone', async () => {
    const english = await open(browser, { locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await login(english, 'designer');
    await designer(english);
    await english.getByRole('button', { name: 'Try it' }).click();
    await panel(english).getByRole('button', { name: 'Submit the sample' }).click();
    await standing(english, 'classify').waitFor();
    await axe(english);
    await shot(english, 'design-try-en');
    await english.setViewportSize(phone.viewport!);
    await idle(english);
    await axe(english);
    await shot(english, 'design-try-phone');
    expectQuiet(english);
    await english.context().close();
    await roles('admin');
    await roles('designer');
  });

  it('shows a letter as it arrives while it is written, and as it would be told', async () => {
    await page.goto(url('/design/suggestions/message/loop_accepted'));
    const letter = page.getByRole('region', { name: '收到的样子' }).getByRole('status');
    await letter.getByText('您的建议被采纳了').waitFor();
    expect(await letter.textContent()).not.toContain('{{');
    await page.getByRole('textbox', { name: '标题' }).fill('采纳：{{title}}，{{1 + 1}}');
    await letter.getByText('采纳：标题（示例），2').waitFor();
    await page.getByText('口头告知').click();
    expect(await letter.textContent()).not.toContain('http');
    await axe(page);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('邮件', { exact: true }).last().click();
    await letter.getByText('您的建议被采纳了').waitFor();
  });
});
