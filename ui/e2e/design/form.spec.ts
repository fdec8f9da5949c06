import type { Browser, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from '../browser';
import { choose, found, openToAll, saved } from './desk';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

const selected = (on: Page) => on.locator('[data-frame][aria-current]');
const frame = (on: Page, title: string) => on.locator('[data-frame]').filter({ has: on.getByText(title, { exact: true }) }).last();
const piece = (on: Page, id: string) => on.locator(`[data-entry="${id}"]`);
const inspector = (on: Page) => on.getByRole('region', { name: /的属性$/ });

/** named writes the title of what was just added: it is selected already. */
async function named(on: Page, title: string) {
  const box = inspector(on).getByLabel('标题', { exact: true });
  await box.waitFor();
  await on.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.selectionEnd! > 0);
  await on.keyboard.type(title);
  await on.keyboard.press('Enter');
  await saved(on);
}

/** drag carries something to a part of another thing, as fractions of its box. */
async function drag(on: Page, what: Locator, to: Locator, x: number, y: number) {
  await what.scrollIntoViewIfNeeded();
  const from = (await what.boundingBox())!;
  await on.mouse.move(from.x + 30, from.y + from.height / 2);
  await on.mouse.down();
  await on.mouse.move(from.x + 50, from.y + from.height / 2 + 10, { steps: 4 });
  const box = (await to.boundingBox())!;
  await on.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 12 });
  await on.mouse.move(box.x + box.width * x - 1, box.y + box.height * y);
  // The line follows the pointer once a frame.
  await on.locator('[data-edge]').waitFor();
  await on.waitForTimeout(120);
  await on.mouse.up();
}

const pairs: readonly [string, string, string, string][] = [
  ['text', '姓名', 'phone', '手机'],
  ['email', '邮箱', 'text', '单位'],
  ['select', '参加方式', 'text', '所在城市'],
  ['date', '到达日期', 'number', '随行人数'],
  ['boolean', '是否素食', 'rating', '期待程度'],
  ['long_text', '想听什么', 'url', '个人主页'],
];

describe('a form', () => {
  it('is built with the mouse, with columns, rows, a sum and rules, published and opened by a stranger (B-01, B-02, B-09)', async () => {
    const place = await found(page, '培训报名');
    for (const [left, one, right, other] of pairs) {
      await piece(page, `field-${left}`).click();
      await named(page, one);
      await drag(page, piece(page, `field-${right}`), selected(page), 0.96, 0.5);
      await named(page, other);
    }
    const [a, b] = await Promise.all(['姓名', '手机'].map(async (title) => (await frame(page, title).boundingBox())!));
    expect(Math.abs(a!.y - b!.y)).toBeLessThan(4);
    expect(b!.x).toBeGreaterThan(a!.x + a!.width - 4);
    await piece(page, 'field-sub_table').click();
    await named(page, '物料');
    for (const [title, type] of [['品名', '单行文本'], ['数量', '数字'], ['单价', '数字']] as const) {
      await choose(page, page.getByLabel('新列的类型'), type);
      await page.getByLabel('新的列名').fill(title);
      await page.getByLabel('添加这一列').click();
      await page.getByRole('button', { name: new RegExp(`^${title}`) }).waitFor();
    }
    await piece(page, 'field-formula').click();
    await named(page, '合计');
    // A column by its title alone is its sum, once the formula is left.
    await page.locator('.cm-content').click();
    await page.keyboard.type('数量');
    await page.keyboard.press('Escape');
    await page.locator('.cm-content').blur();
    await expect.poll(() => page.locator('.cm-content').innerText()).toMatch(/^sum\(\s*物料\s*, \.\w+\)$/);
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    for (const part of ['sum(list', '物料', ', ', '物料 / 数量', ' * ', '物料 / 单价']) {
      if (/^[, *]+$/.test(part)) await page.keyboard.type(part);
      else {
        // The list is long; what is looked for is written.
        await page.getByLabel('插入字段或函数').fill(part);
        await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
        await page.locator('.cm-content:focus').waitFor();
      }
    }
    expect(await page.locator('.cm-content').innerText()).toContain('物料');
    await saved(page);
    await page.getByText('没有发现问题').waitFor();
    await axe(page);
    await shot(page, 'design-form-mouse');

    await page.getByText(/^规则 \d/).click();
    for (const [effect, field] of [['显示', '所在城市'], ['设为必填', '单位']] as const) {
      await page.getByRole('button', { name: '添加规则' }).click();
      await page.getByRole('button', { name: '添加条件', exact: true }).click();
      await page.getByRole('combobox', { name: '值', exact: true }).click();
      await page.locator('[role="listbox"] [role="option"]:visible').first().click();
      await choose(page, page.getByLabel(effect, { exact: true }), field);
      await page.getByText(`「${field}」`).first().waitFor();
      await page.getByRole('heading', { name: '提交校验' }).click();
    }
    await saved(page);
    await axe(page);
    await shot(page, 'design-form-rules');

    await openToAll(page);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('dialog').getByLabel('版本说明').fill('可以报名了');
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.getByText('已发布第 2 版').waitFor();
    expectQuiet(page);

    const visitor = await open(browser, phone);
    await visitor.goto(url(`/f/${place}`));
    await visitor.getByRole('textbox', { name: '标题' }).fill('第一期');
    await visitor.getByRole('textbox', { name: '姓名' }).fill('张三');
    expect(await visitor.getByRole('textbox', { name: '所在城市' }).count()).toBe(0);
    await visitor.context().close();
  });

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

  it('is seen on the real page before anybody publishes it', async () => {
    await page.goto(url('/design/suggestions/form/suggestion'));
    await page.getByRole('button', { name: '预览' }).click();
    const inside = page.frameLocator('iframe');
    await inside.getByRole('heading', { name: '说说您的建议' }).waitFor();
    await inside.getByRole('button', { name: '提交' }).click();
    await inside.locator('[aria-invalid="true"]').first().waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-form-preview');
    await page.getByText('电脑', { exact: true }).click();
    await choose(page, page.getByLabel('谁来填'), '内部员工');
    await inside.getByText('提报人').first().waitFor();
    await shot(page, 'design-form-preview-inside');
    // A role that may not write a field sees it so, and a phone gets there by a code.
    await page.getByLabel('谁来填').fill('提报');
    const answered = page.waitForResponse((answer) => answer.url().includes('as=role%3Asubmitter') && answer.ok());
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^提报人$/ }).click();
    await answered;
    await idle(page);
    await page.getByRole('button', { name: '用手机看' }).click();
    await page.locator('.ant-popover:visible svg').first().waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-form-preview-role');
    const small = await open(browser, { ...phone, locale: 'en-GB' });
    await login(small, 'designer');
    await small.goto(url('/design/suggestions/form/suggestion?preview=role%3Asubmitter'));
    await small.frameLocator('iframe').getByRole('heading').first().waitFor();
    await idle(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small, '[role="dialog"]');
    await shot(small, 'design-form-preview-phone');
    await small.context().close();
  });

  it.each(['zh-CN', 'en-GB'])('is accessible in %s, on a phone too', async (locale) => {
    for (const [name, options] of [['wide', { viewport: { width: 1440, height: 900 } }], ['phone', phone]] as const) {
      const other = await open(browser, { ...options, locale });
      await login(other, locale === 'en-GB' ? 'designer' : 'admin');
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
