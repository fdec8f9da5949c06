import type { Page } from 'playwright-core';
import { pick, type Hands } from './hands';

/** A letter: words, and in brackets what is filled in, by the name it has in the list. */
interface Letter {
  title: string;
  to: '客户' | '同事';
  mail?: boolean;
  subject: readonly (string | readonly [string])[];
  body: readonly (string | readonly [string])[];
}

const letters: readonly Letter[] = [
  { title: '收到建议', to: '客户', subject: ['收到您的建议：', ['建议编号']], body: ['您好：\n\n您的建议《', ['标题'], '》收到了，编号 ', ['建议编号'], '。\n\n查看进度或补充说明：', ['进度页链接']] },
  { title: '采纳告知', to: '客户', subject: ['您的建议被采纳了：', ['建议编号']], body: ['您好：\n\n感谢您的建议《', ['标题'], '》！经评审已采纳，上线后会第一时间告诉您。\n\n查看进度：', ['进度页链接']] },
  { title: '上线告知', to: '客户', subject: ['您的建议上线了：', ['建议编号']], body: ['您好：\n\n您提的《', ['标题'], '》上线了：\n\n', ['上线说明'], '\n\n请试一试，在进度页告诉我们：', ['进度页链接']] },
  { title: '新待办', to: '同事', mail: true, subject: ['待办「', ['待办名称'], '」：', ['标题']], body: ['轮到您了，打开办理：', ['记录链接']] },
  { title: '进展通知', to: '同事', subject: ['有进展：', ['标题']], body: ['您关心的建议有了新进展：', ['记录链接']] },
  { title: '即将超时', to: '同事', mail: true, subject: ['【即将超时】', ['标题']], body: ['时限快到了，请优先安排：', ['记录链接']] },
];

/** buildLetters writes the templates of all messages. */
export async function buildLetters(hands: Hands): Promise<void> {
  const { page } = hands;
  for (const { title, to, mail, subject, body } of letters) {
    await hands.add('消息模板', title);
    await page.getByRole('radio', { name: to }).check();
    if (to === '客户' || mail) await page.getByRole('checkbox', { name: '邮件' }).check();
    if (to === '客户') {
      await page.getByRole('checkbox', { name: '系统消息' }).uncheck();
      await page.getByLabel('为什么联系客户').fill('反馈处理与结果告知');
    }
    await pick(page, page.getByLabel('可插入的内容取自表单'), '客户建议');
    await write(hands, '标题', subject);
    await write(hands, '正文', body);
  }
}

/** write empties a box and writes into it, with what is filled in put in from the list. */
async function write({ page }: Hands, label: string, parts: Letter['subject']): Promise<void> {
  const box = page.locator('textarea').and(page.getByLabel(label, { exact: true }));
  await box.fill('');
  await box.focus();
  for (const part of parts) {
    if (typeof part === 'string') {
      await page.keyboard.insertText(part);
      continue;
    }
    await put(page, label, part[0]);
    // The list gives the keyboard back when it has closed: one goes on writing at the end.
    await page.getByRole('menu').last().waitFor({ state: 'hidden' });
    await box.press('Control+End');
  }
}

/** put fills in one thing from the list behind a box; on a busy machine a press on what is still opening may get lost. */
async function put(page: Page, label: string, what: string): Promise<void> {
  const box = page.locator('textarea').and(page.getByLabel(label, { exact: true }));
  const before = await box.inputValue();
  const item = page.getByRole('menuitem', { name: what, exact: true }).first();
  for (let tries = 0; tries < 5; tries++) {
    await page.getByRole('button', { name: `插入 ${label}` }).click();
    if (!(await item.click({ timeout: 3_000 }).then(() => true, () => false))) continue;
    const changed = page.waitForFunction(([id, was]) => (document.getElementById(id!) as HTMLTextAreaElement).value !== was, [await box.getAttribute('id'), before] as const, { timeout: 3_000 });
    if (await changed.then(() => true, () => false)) return;
  }
  throw new Error(`${what} does not get into ${label}`);
}
