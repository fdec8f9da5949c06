import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, login, open, url } from '../browser';
import { call } from '../person';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const count = 200;
const definition = {
  kind: 'process', key: 'large', title: '很长的流程', schemaVersion: 1,
  spec: {
    form: 'customer',
    people: { somebody: { find: [{ by: 'role', role: 'biz_admin' }] } },
    statuses: Array.from({ length: 20 }, (_, at) => ({ key: `s${at}`, title: `状态 ${at}`, category: at === 19 ? 'done' : 'active', color: ['blue', 'green', 'purple', 'orange', 'teal'][at % 5], owner: 'somebody' })),
    nodes: Array.from({ length: count }, (_, at) => ({
      key: `n${at}`, type: at === 0 ? 'start' : at === count - 1 ? 'end' : 'human', title: `步骤 ${at}`, status: `s${Math.floor(at / 10)}`,
      ...(at > 0 && at < count - 1 ? { settings: { mode: 'one', buttons: [{ key: 'on', title: '继续', kind: 'complete', primary: true }, { key: 'back', title: '退回', kind: 'complete' }] } } : {}),
    })),
    transitions: Array.from({ length: count - 1 }, (_, at) => [
      { key: `t${at}`, from: `n${at}`, ...(at > 0 ? { on: 'on' } : {}), to: `n${at + 1}` },
      ...(at > 0 ? [{ key: `b${at}`, from: `n${at}`, on: 'back', to: `n${Math.max(1, at - 3)}` }] : []),
    ]).flat(),
  },
};

it('one edit of a process with 200 steps (100 ms wanted)', async () => {
  const page = await open(browser, { viewport: { width: 1440, height: 900 } });
  await login(page, 'admin');
  await call(page, 'PUT', '/api/v1/apps/suggestions/drafts', definition);
  await page.goto(url('/design/suggestions/process/large'));
  const box = page.locator('.react-flow__node[data-id="n20"]');
  await box.waitFor();
  await box.evaluate((element: HTMLElement) => element.click());
  await page.getByRole('region', { name: '属性' }).waitFor();
  /** How long a press takes until the next picture stands, in milliseconds, least of some. */
  const time = async (label: string) => {
    const button = page.getByRole('button', { name: label, exact: true }).first();
    const times: number[] = [];
    for (let at = 0; at < 6; at++) {
      times.push(await button.evaluate(async (element: HTMLElement) => {
        const begin = performance.now();
        element.click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - begin;
      }));
      await page.waitForTimeout(600);
    }
    return Math.min(...times);
  };
  const [added, undone] = [await time('创建副本'), await time('撤销')];
  console.log(`200 steps: duplicate a step ${added.toFixed(0)} ms, take it back ${undone.toFixed(0)} ms`);
  expect(await page.locator('.react-flow__node').count()).toBe(count);
  await page.locator('[data-keeping="saved"]').waitFor();
  await call(page, 'DELETE', '/api/v1/apps/suggestions/drafts/process/large');
});
