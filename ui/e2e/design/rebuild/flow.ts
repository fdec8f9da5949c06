import type { Locator, Page } from 'playwright-core';
import { formula } from './fields';
import { pick, when, type Compare } from './hands';

export const rail = (page: Page) => page.getByRole('complementary', { name: '流程的组成' });
export const side = (page: Page) => page.getByRole('region', { name: '属性' });
/** group is a setting that holds others; what must be filled in has a star behind its name. */
export const group = (scope: Locator, name: string) => scope.getByRole('group', { name: new RegExp(`^${name}( \\*)?$`) });

/** part puts another status, people rule, button, clock or promise into its list, and shows it. */
export async function part(page: Page, tab: string, label: string, title: string): Promise<Locator> {
  await page.getByRole('group', { name: '流程的组成' }).getByRole('button', { name: tab, exact: true }).click();
  await rail(page).getByLabel(label).fill(title);
  await rail(page).getByRole('button', { name: '添加', exact: true }).click();
  await side(page).getByRole('heading', { name: title }).waitFor();
  return side(page);
}

/** step selects a step on the canvas by its title. */
export async function step(page: Page, title: string): Promise<Locator> {
  await page.locator('.react-flow__node').filter({ has: page.getByText(title, { exact: true }) }).first().click();
  await side(page).getByRole('heading', { name: title }).waitFor();
  return side(page);
}

/** repick empties a list of choices and takes others. */
export async function repick(page: Page, box: Locator, ...options: string[]): Promise<void> {
  await box.click();
  for (let at = 0; at < 12; at++) await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await pick(page, box, ...options);
}

/** A way to find people. */
export type Way =
  | { by: '人员字段里的人'; field: string }
  | { by: '某个角色的人'; role: string; pick?: string }
  | { by: '到另一张表里查'; form: string; where: Compare; field: string }
  | { by: '与记录有关的人'; who: string };

/** way describes one way to find people, where it is asked for. */
export async function way(page: Page, scope: Locator, one: Way): Promise<void> {
  await pick(page, scope.getByLabel('怎么找').last(), one.by);
  if (one.by === '人员字段里的人') await pick(page, scope.getByLabel('人员字段', { exact: true }).last(), one.field);
  if (one.by === '与记录有关的人') await pick(page, scope.getByLabel('与记录的关系').last(), one.who);
  if (one.by === '某个角色的人') {
    await pick(page, scope.getByLabel('角色', { exact: true }).last(), one.role);
    if (one.pick) await pick(page, scope.getByLabel('选谁').last(), one.pick);
  }
  if (one.by === '到另一张表里查') {
    await pick(page, scope.getByLabel('查哪张表').last(), one.form);
    await when(page, group(scope, '查找条件').last(), one.where);
    await pick(page, scope.getByLabel('人员字段', { exact: true }).last(), one.field);
    await pick(page, scope.getByLabel('选谁').last(), '第一个');
  }
}

/** Where a value comes from: a choice or words, a name of the formula, or a people rule. */
export type Value = { fixed: string } | { name: string } | { people: string };

/** act adds an action to a list of them and opens it. */
export async function act(page: Page, scope: Locator, what: string): Promise<void> {
  await pick(page, scope.getByLabel('添加动作').last(), what);
}

/** assign says what fields become. */
export async function assign(page: Page, scope: Locator, values: Readonly<Record<string, Value>>): Promise<void> {
  for (const [field, value] of Object.entries(values)) {
    const source = scope.getByLabel(`“${field}”的值从哪来`);
    await pick(page, scope.getByLabel('添加字段').first(), field);
    // A browser on a busy machine misses a click now and then.
    const there = await source.last().waitFor({ timeout: 8_000 }).then(() => true, () => false);
    if (!there) await pick(page, scope.getByLabel('添加字段').first(), field);
    if ('fixed' in value) await pick(page, scope.getByLabel(field, { exact: true }).last(), value.fixed);
    else if ('people' in value) {
      await pick(page, source, '人员规则');
      await pick(page, scope.getByLabel('人员规则', { exact: true }).last(), value.people);
    } else {
      await pick(page, source, '公式');
      await scope.locator('.cm-content').last().waitFor();
      await formula(page, [[value.name]]);
    }
  }
}

/** notify says which message goes to whom: people found in some ways, or the customer. */
export async function notify(page: Page, scope: Locator, message: string, to: readonly (Way | '客户')[]): Promise<void> {
  await pick(page, scope.getByLabel('消息模板').last(), message);
  const list = group(scope, '通知谁').last();
  for (const whom of to) {
    await list.getByRole('button', { name: '添加一项' }).last().click();
    await pick(page, list.getByLabel('怎么指定').last(), whom === '客户' ? '客户' : '在这里描述');
    if (whom !== '客户') await way(page, list, whom);
  }
}
