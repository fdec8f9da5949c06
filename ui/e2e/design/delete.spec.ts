import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, expectQuiet, idle, shot } from '../browser';
import { call } from '../person';
import { choose, saved } from './desk';
import { lodge } from './lodge';

let page: Page;
lodge((_, mine) => (page = mine));

interface Definition {
  spec: Record<string, unknown>;
}

const app = '/api/v1/apps/suggestions';
const uses = (field: string) => call<{ kind: string; key: string }[]>(page, 'GET', `${app}/uses?kind=form&key=suggestion&field=${field}`);

it('a field that rules, lists, letters and the flow use goes, and another one takes its place everywhere (B-11, P-13)', async () => {
  // The packages show it in no list and write it in no letter.
  const list = await call<Definition>(page, 'GET', `${app}/definitions/view/all`);
  await call(page, 'PUT', `${app}/drafts`, { ...list, spec: { ...list.spec, columns: [...(list.spec.columns as object[]), { field: 'importance' }] } });
  const letter = await call<Definition>(page, 'GET', `${app}/definitions/message/urge`);
  await call(page, 'PUT', `${app}/drafts`, { ...letter, spec: { ...letter.spec, body: { zh: '{{title}} 还没有处理，重要程度：{{importance}}', en: '{{title}} is waiting, importance: {{importance}}' } } });
  const kinds = new Set((await uses('importance')).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['form', 'message', 'process', 'rule', 'view']));
  await page.goto('/design/suggestions/form/suggestion');
  await page.locator('[data-frame="importance"]').click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/有 \d+ 处用到它/).waitFor();
  for (const kind of ['流程', '规则', '消息模板', '视图']) await dialog.getByRole('link', { name: new RegExp(`^${kind} · `) }).first().waitFor();
  await axe(page, '[role="dialog"]');
  await shot(page, 'design-delete-used');
  await choose(page, dialog.getByRole('combobox', { name: '改用另一个字段' }), '紧急程度');
  await dialog.getByText('其他定义会一起改用它').waitFor();
  await shot(page, 'design-delete-replace');
  await dialog.getByRole('button', { name: '替换并删除' }).click();
  await page.getByText(/已在 \d+ 处改用另一个字段/).waitFor();
  await page.locator('[data-frame="importance"]').waitFor({ state: 'detached' });
  await saved(page);
  expect(await uses('importance')).toEqual([]);
  await page.getByText('没有发现问题').waitFor();
  await page.getByRole('button', { name: '发布' }).click();
  await dialog.getByText('删除字段「重要程度（提报人初判）」').first().waitFor();
  await idle(page);
  await axe(page, '[role="dialog"]');
  await shot(page, 'design-delete-publish');
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await page.locator('[data-stage="published"]').waitFor();
  expectQuiet(page);
});
