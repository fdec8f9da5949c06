import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { call } from '../person';

/** saved waits until everything is kept on the server. */
export const saved = (on: Page) => on.locator('[data-keeping="saved"]').waitFor();

/** found makes an app of nothing and opens its only form. */
export async function found(on: Page, name: string): Promise<string> {
  await on.goto('/design');
  await on.getByRole('button', { name: '新建应用' }).first().click();
  await on.getByLabel('应用名称').fill(name);
  await on.getByRole('button', { name: '创建应用' }).click();
  await on.waitForURL(/\/form\/\w+$/);
  await on.locator('[data-frame]').first().waitFor();
  // Nobody finds it in the menu before its first publish.
  await on.locator('[data-stage="draft"]').waitFor();
  expect(await on.locator(`section[aria-labelledby="menu-app-${new URL(on.url()).pathname.split('/')[2]}"]`).count()).toBe(0);
  return new URL(on.url()).pathname.replace('/design/', '').replace('/form', '');
}

/** choose takes an option of a select. */
export async function choose(on: Page, box: Locator, option: string) {
  await box.click();
  await on.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click();
}

/** publish publishes what is designed, and waits until it is there as a release of a number. */
export async function publish(on: Page, number: number): Promise<void> {
  await saved(on);
  await on.getByRole('button', { name: '发布' }).click();
  await on.getByRole('dialog').getByRole('button', { name: '发布' }).click();
  await on.locator('[data-stage="published"]').first().waitFor();
  // The toast with the number goes by; the release itself stays.
  const key = new URL(on.url()).pathname.split('/')[2];
  const release = async () => (await call<{ key: string; release: number }[]>(on, 'GET', '/api/v1/design/apps')).find((app) => app.key === key)?.release;
  await expect.poll(release, { timeout: 30_000 }).toBe(number);
}

/** drag carries something onto something else, as a hand with a mouse does. */
export async function drag(on: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [(await from.boundingBox())!, (await to.boundingBox())!];
  await on.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await on.mouse.down();
  await on.mouse.move(a.x + a.width / 2 + 8, a.y + a.height / 2 + 8, { steps: 3 });
  await on.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 15 });
  await on.waitForTimeout(120);
  await on.mouse.up();
}

/** openToAll opens the public page of a form, with every field that can stand on it. */
export async function openToAll(on: Page): Promise<void> {
  await on.getByText('公开页', { exact: true }).click();
  await on.getByLabel('开放公开填写').click();
  const left = on.locator('[data-entry^="place-"]');
  for (let count = await left.count(); count > 0; count--) {
    await left.first().click();
    await on.waitForFunction((now) => document.querySelectorAll('[data-entry^="place-"]').length < now, count);
  }
  await saved(on);
}
