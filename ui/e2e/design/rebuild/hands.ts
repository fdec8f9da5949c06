import type { Locator, Page } from 'playwright-core';
import { saved } from '../desk';

/** Hands builds one app with mouse and keyboard, on the screens of the designers and nowhere else. */
export class Hands {
  constructor(
    readonly page: Page,
    readonly app: string,
  ) {}

  /** home waits until what was written is kept, and goes to the parts of the app. */
  async home(): Promise<void> {
    const back = this.page.getByRole('link', { name: '返回应用' });
    if (await back.count()) {
      await saved(this.page);
      await back.click();
    } else await this.page.goto(`/design/${this.app}`);
    await this.page.waitForURL(/\/design\/\w+$/);
    await this.page.getByRole('button', { name: '添加', exact: true }).waitFor();
  }

  /** add puts another definition into the app and stays in its designer. */
  async add(kind: string, title: string, form?: string): Promise<void> {
    await this.home();
    // A browser on a busy machine misses a click now and then: then it is done once more.
    const dialog = this.page.getByRole('dialog');
    for (let tries = 0; tries < 3 && !(await dialog.isVisible()); tries += 1) {
      await this.page.getByRole('button', { name: '添加', exact: true }).click();
      await this.page.getByRole('menuitem', { name: kind, exact: true }).click();
      await dialog.waitFor({ timeout: 10_000 }).catch(() => undefined);
    }
    await dialog.getByLabel('名称').fill(title);
    const there = /\/design\/\w+\/\w+\/\w+/;
    for (const timeout of [10_000, 30_000]) {
      if (form) await pick(this.page, dialog.getByLabel('用于哪张表单'), form);
      await dialog.getByRole('button', { name: '添加' }).click();
      if (await this.page.waitForURL(there, { timeout }).then(() => true, () => timeout === 30_000)) break;
    }
    await this.page.waitForURL(there);
    await this.page.locator('[data-keeping]').waitFor();
  }

  /** open goes to a definition by its name. */
  async open(title: string): Promise<void> {
    await this.home();
    await this.page.getByRole('main').getByRole('link', { name: new RegExp(`^${title}( |$)`) }).first().click();
    await this.page.locator('[data-keeping]').waitFor();
  }
}

/** pick takes options of a select by their names: one, or several after each other. */
export async function pick(page: Page, box: Locator, ...options: string[]): Promise<void> {
  await box.click();
  // The list that belongs to this box: another one may still be on its way out.
  const list = page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${await box.getAttribute('id')}_list"]`) });
  for (const option of options) {
    if (await box.isEditable()) await page.keyboard.insertText(option);
    await list.locator(`.ant-select-item-option[title="${option}"]`).first().click();
  }
  // A list of several stays open until somebody leaves it.
  if ((await box.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('Escape');
}

/** paste puts a text into what has the focus, by way of the clipboard. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press('Control+v');
}

/** A comparison of a condition: field, operator, and the value by its words. */
export type Compare = readonly [field: string, op: string, value?: string];

/** when writes a condition: comparisons that must all hold. `{…}` as value is the field of the record that asks. */
export async function when(page: Page, scope: Locator, ...rules: Compare[]): Promise<void> {
  for (const [field, op, value] of rules) {
    const group = scope.getByRole('group', { name: /^条件组/ }).first();
    await group.getByRole('button', { name: '添加条件', exact: true }).click();
    await group.getByRole('combobox', { name: '字段', exact: true }).last().selectOption({ label: field });
    await group.getByRole('combobox', { name: '比较方式', exact: true }).last().selectOption({ label: op });
    if (value === undefined) continue;
    if (value.startsWith('{')) {
      await group.getByRole('button', { name: '与另一个字段比较' }).last().click();
      await group.getByRole('combobox', { name: '比较的字段', exact: true }).last().selectOption({ label: value.slice(1, -1) });
      continue;
    }
    const box = group.getByRole('combobox', { name: '值', exact: true }).or(group.getByLabel('值', { exact: true })).last();
    if ((await box.evaluate((one) => one.tagName)) === 'SELECT') await box.selectOption({ label: value });
    else await fill(page, box, value);
  }
}

/** fill writes into a box; of a list what was written is chosen, of tags each word is one. */
async function fill(page: Page, box: Locator, value: string): Promise<void> {
  const list = (await box.getAttribute('role')) === 'combobox';
  if (!list) return box.fill(value);
  for (const one of value.split('|')) {
    await box.click();
    await box.fill(one);
    const option = page.locator('[role="listbox"]:visible [role="option"]').filter({ hasText: one }).first();
    if ((await box.getAttribute('aria-autocomplete')) && !value.includes('|')) await option.click();
    else await box.press('Enter');
  }
}
