import type { Page } from 'playwright-core';
import { tap } from './staff';

/** What a customer writes into the public form. */
export interface Wish {
  title: string;
  description: string;
  kind: string;
  module: string;
  name: string;
  email?: string;
  phone?: string;
}

/** The words of the public form, which come from the definition, in both languages. */
export const words = {
  zh: { title: '标题', description: '详细描述', name: '客户名称', email: '邮箱', phone: '手机', images: '截图', consent: '同意就本条建议联系我', send: '提交建议' },
  en: { title: 'Title', description: 'What happened and what you wish for', name: 'Customer\'s name', email: 'E-mail', phone: 'Phone', images: 'Screenshots', consent: 'You may contact me', send: 'Send' },
};

type Words = (typeof words)['zh'];

// A picture of one pixel, in the smallest form that is one.
export const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export async function openForm(page: Page): Promise<void> {
  await page.goto('/f/suggestions/suggestion');
  await page.locator('form textarea').first().waitFor();
}

/** tell writes the wish into the form, everything but the consent. */
export async function tell(page: Page, wish: Wish, said: Words = words.zh): Promise<void> {
  const line = (name: string) => page.getByRole('textbox', { name, exact: true });
  await line(said.title).fill(wish.title);
  await tap(page.getByRole('radio', { name: wish.kind, exact: true }));
  await line(said.description).fill(wish.description);
  await tap(page.getByRole('radio', { name: wish.module, exact: true }));
  await line(said.name).fill(wish.name);
  if (wish.email) await line(said.email).fill(wish.email);
  if (wish.phone) await line(said.phone).fill(wish.phone);
}

/** attach adds a picture as the phone's own picker would. */
export async function attach(page: Page, name: string, said: Words = words.zh): Promise<void> {
  await page.locator(`input[type="file"][aria-label="${said.images}"]`).setInputFiles({ name, mimeType: 'image/png', buffer: pixel });
  await page.getByText(name).waitFor();
  await page.locator('form progress').waitFor({ state: 'detached' });
}

export interface Sent {
  no: string;
  /** Path of the tracking page. */
  track: string;
}

/** send gives the consent, sends, and reads the number and the link off the page. */
export async function send(page: Page, said: Words = words.zh): Promise<Sent> {
  await page.getByRole('checkbox', { name: said.consent }).check();
  await page.getByRole('button', { name: said.send, exact: true }).click();
  const no = (await page.locator('dl dd').first().textContent()) ?? '';
  const track = (await page.locator('a[href*="/t/"]').first().getAttribute('href')) ?? '';
  return { no, track: new URL(track, page.url()).pathname };
}
