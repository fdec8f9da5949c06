import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** tap chooses a radio by what is seen of it, its label: the control itself is drawn by that. */
export async function tap(radio: Locator): Promise<void> {
  await radio.locator('xpath=ancestor::label').click();
  expect(await radio.isChecked()).toBe(true);
}

/** openRecord goes from the workbench to the record of a task, as people do. */
export async function openRecord(page: Page, title: string): Promise<void> {
  await page.goto('/work');
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('tabpanel').locator('form').first().waitFor();
}

/** panel is the card of one open task. */
export function panel(page: Page, task: string): Locator {
  return page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: task }) }).filter({ has: page.getByRole('button') });
}

export const fact = (page: Page, name: string) => page.locator('dl > div').filter({ has: page.locator('dt', { hasText: name }) }).locator('dd').first();

/** reached waits until the record's header says the status. */
export async function reached(page: Page, status: string, called = '状态'): Promise<void> {
  await fact(page, called).getByText(status, { exact: true }).waitFor();
}

/** press presses a button that decides and waits for the server's answer, which must be yes. */
export async function press(page: Page, button: Locator): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/act'));
  await button.click();
  const response = await answer;
  expect(response.status(), await response.text().catch(() => '')).toBe(200);
}

/** choose picks one of the answers of a group. */
export async function choose(within: Locator, group: RegExp, answer: string): Promise<void> {
  await tap(within.getByRole('radiogroup', { name: group }).getByRole('radio', { name: answer }));
}

/** pick finds something by typing and takes the first that is found. */
export async function pick(within: Locator, field: RegExp, search: string): Promise<void> {
  const box = within.getByRole('combobox', { name: field });
  await box.click();
  await box.fill(search);
  await within.getByRole('option', { name: search }).first().click();
}
