import type { APIResponse, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where the suggestions of the packages are. */
export const suggestions = '/api/v1/apps/suggestions/forms/suggestion/records';

/** ask sends a request as the person on a page, with the token that the page itself would send. */
export async function ask(page: Page, method: string, path: string, data?: unknown, head: Record<string, string> = {}): Promise<APIResponse> {
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'huiyin_csrf')?.value ?? '';
  const headers = { 'X-CSRF-Token': decodeURIComponent(csrf), 'Idempotency-Key': crypto.randomUUID(), ...head };
  return page.request.fetch(path, { method, data, headers });
}

/** call asks for what must succeed, and gives the answer. A revision is the one that must still stand. */
export async function call<T = Record<string, any>>(page: Page, method: string, path: string, data?: unknown, rev?: number): Promise<T> {
  const answer = await ask(page, method, path, data, rev ? { 'If-Match': `"${rev}"` } : {});
  expect(answer.ok(), await answer.text()).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

/** suggestion is what a colleague writes down for nobody in particular. */
export const suggestion = (title: string, description = '客户在例会上提到，每次都要手工整理半个多小时。') => ({
  title, description, suggestion_type: 'optimize', module: 'report', channel: 'email', urgency: 'low', importance: 'medium', want_reply: false, anonymous: true,
});

/** suggest reports one. */
export const suggest = (page: Page, title: string, description?: string) =>
  call<{ id: string; no: string; rev: number }>(page, 'POST', suggestions, { data: suggestion(title, description) });

interface Working {
  rev: number;
  process: { tasks: { id: string; buttons?: { key: string }[] }[] };
}

/** decide presses a button of the task that somebody has, as their page would send it. */
export async function decide(page: Page, at: string, button: string, data: Record<string, unknown>): Promise<void> {
  const record = await call<Working>(page, 'GET', at);
  const task = record.process.tasks.find(({ buttons }) => buttons?.some(({ key }) => key === button));
  await call(page, 'POST', `${at}/act`, { kind: 'button', task: task?.id, button, data }, record.rev);
}
