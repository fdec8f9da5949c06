import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, shot } from '../browser';
import { call } from '../person';
import { lodge } from './lodge';
import { password } from './serve';

interface Step {
  key: string;
  to?: string;
  [name: string]: unknown;
}
type Flow = { spec: { statuses: Step[]; nodes: Step[]; transitions: Step[] } };

const app = '/api/v1/apps/suggestions';
const wish = { title: '导出报表时可以选择字段', description: '每次导出都是全部字段，几十列要手工删。', suggestion_type: 'optimize', module: 'report', channel: 'hotline', urgency: 'medium', importance: 'medium', anonymous: true };

let browser: Browser;
let page: Page;
let home: string;
lodge((...mine) => ([browser, page, { url: home }] = mine));

/** redraw drafts the process with a change made to it. */
async function redraw(change: (flow: Flow) => void): Promise<void> {
  const flow = await call<Flow>(page, 'GET', `${app}/definitions/process/suggestion_sop`);
  change(flow);
  await call(page, 'PUT', `${app}/drafts`, flow);
}

describe('records under way when a flow is published (P-20)', () => {
  it('are counted, sent where the publisher says, and followed to the end', async () => {
    const made = await call<{ id: string; no: string }>(page, 'POST', `${app}/forms/suggestion/records`, { data: wish });
    await redraw(({ spec }) => {
      for (const step of spec.nodes) if (step.key === 'classify') step.key = 'sort_out';
      for (const arrow of spec.transitions) {
        if (arrow.from === 'classify') arrow.from = 'sort_out';
        if (arrow.to === 'classify') arrow.to = 'sort_out';
      }
      const text = JSON.stringify(spec).replaceAll('"target":"classify"', '"target":"sort_out"').replaceAll('"to":"classify"', '"to":"sort_out"').replaceAll(':classify"', ':sort_out"');
      Object.assign(spec, JSON.parse(text));
    });
    await page.goto('/design/suggestions/process/suggestion_sop');
    await page.getByText('没有发现问题').waitFor();
    await page.getByRole('button', { name: '发布' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('条记录还在走流程').waitFor();
    await dialog.getByText('看看是哪些记录').click();
    await dialog.getByText(made.no).waitFor();
    expect(await dialog.getByRole('button', { name: '发布' }).isDisabled()).toBe(true);
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-migrate');
    await dialog.getByLabel(/的记录转到/).click();
    await page.getByTitle('待处理 · 分类打标').click();
    await dialog.getByText('条按下面的安排转过去').waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-migrate-planned');
    await dialog.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('进行中的记录已处理完').waitFor();
    await dialog.getByText(made.no).waitFor();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-migrate-done');
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    const { process } = await call<{ process: { tasks: { node: string }[] } }>(page, 'GET', `${app}/forms/suggestion/records/${made.id}`);
    expect(process.tasks[0]?.node).toBe('sort_out');
    expectQuiet(page);
  });

  it('get another option for one that goes (B-12)', async () => {
    const made = await call<{ id: string }>(page, 'POST', `${app}/forms/suggestion/records`, { data: { ...wish, channel: 'promo_event' } });
    const form = await call<{ spec: { fields: { key: string; settings?: { list?: string } }[] } }>(page, 'GET', `${app}/definitions/form/suggestion`);
    const list = form.spec.fields.find(({ key }) => key === 'channel')?.settings?.list;
    const options = await call<{ spec: { options: { key: string }[] } }>(page, 'GET', `${app}/definitions/list/${list}`);
    options.spec.options = options.spec.options.filter(({ key }) => key !== 'promo_event');
    await call(page, 'PUT', `${app}/drafts`, options);
    await page.goto('/design/suggestions/process/suggestion_sop');
    await page.getByText('没有发现问题').waitFor();
    await page.getByRole('button', { name: '发布' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/』换成/).click();
    await page.getByTitle('客服热线').click();
    await axe(page, '[role="dialog"]');
    await shot(page, 'design-migrate-option');
    await dialog.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('进行中的记录已处理完').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    const { view } = await call<{ view: { values: { channel: string } } }>(page, 'GET', `${app}/forms/suggestion/records/${made.id}`);
    expect(view.values.channel).toBe('hotline');
    expectQuiet(page);
  });

  it('are asked about before an earlier release comes back, on a phone and in English too', async () => {
    const small = await open(browser, { ...phone, locale: 'en-GB', baseURL: home });
    await login(small, 'admin', password);
    await call(small, 'PATCH', '/api/v1/session', { language: 'en' });
    await small.goto('/admin/releases?app=suggestions');
    await small.getByRole('button', { name: /Restore/ }).last().click();
    await small.getByRole('dialog').getByText('Records still on their way').waitFor();
    // What would change is said before anybody agrees to it.
    await small.getByRole('dialog').getByRole('list', { name: 'Changes' }).getByRole('listitem').first().waitFor();
    await idle(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small, '[role="dialog"]');
    await shot(small, 'design-migrate-restore-phone');
    await small.getByRole('dialog').getByText('Records without a place stay on the old process').click();
    await small.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await small.getByRole('dialog').getByText('The records under way are dealt with').waitFor();
    await shot(small, 'design-migrate-restored-phone');
    await call(small, 'PATCH', '/api/v1/session', { language: 'zh' });
    await small.context().close();
  });
});
