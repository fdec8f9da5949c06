import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, launch, login, open, phone, shot } from '../browser';
import { start, type Huiyin } from '../huiyin';
import { call } from '../person';
import { publish, saved } from './desk';
import { buildClocks, buildMoves, buildPromises, buildSettings } from './rebuild/clocks';
import { buildCrew, buildStatuses } from './rebuild/crew';
import { buildDictionaries } from './rebuild/dictionaries';
import { Hands } from './rebuild/hands';
import { buildLogic, buildPublic, buildSuggestion, setUpSuggestion } from './rebuild/intake';
import { buildLetters } from './rebuild/letters';
import { buildOffices } from './rebuild/offices';
import { buildRegisters } from './rebuild/registers';
import { buildRules } from './rebuild/rules';
import { buildEnd, buildSteps, buildWays } from './rebuild/steps';
import { visit } from './rebuild/visitor';

const password = '从零搭起来 2026';
let server: Huiyin;
let browser: Browser;
let page: Page;
let hands: Hands;

// An installation with nothing in it: what is there afterwards was built on the screens of the designers.
beforeAll(async () => {
  server = await start('serve', { patience: 60_000 });
  await server.ready;
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'setup' },
    body: JSON.stringify({ login: 'admin', name: '管理员', password }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  browser = await launch();
  page = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: server.url });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await login(page, 'admin', password);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** look judges a screen: nothing wrong for assistive technology, and a picture to look at. */
async function look(name: string) {
  await saved(page);
  await idle(page);
  await axe(page);
  await shot(page, `rebuild-${name}`);
}

describe('the six-status SOP from a blank app, by the designers alone (7.6, B-01, B-02, B-05, B-08, B-09)', { retry: 0, timeout: 400_000 }, () => {
  it('begins with an app, its dictionaries and what suggestions refer to', async () => {
    await page.goto('/design');
    await page.getByRole('button', { name: '新建应用' }).first().click();
    await page.getByLabel('应用名称').fill('建议五步法');
    await page.getByRole('button', { name: '创建应用' }).click();
    await page.waitForURL(/\/form\/\w+$/);
    hands = new Hands(page, new URL(page.url()).pathname.split('/')[2]!);
    await buildDictionaries(hands);
    await buildRegisters(hands);
  });

  it('gets the form of suggestions with its rules and the page for customers', async () => {
    await buildSuggestion(hands);
    await setUpSuggestion(hands);
    await look('form');
    await buildLogic(hands);
    await look('logic');
    await buildPublic(hands);
    await look('public');
  });

  it('gets its roles and letters', async () => {
    await buildOffices(hands);
    await look('role');
    await buildLetters(hands);
    await look('letter');
  });

  it('gets the flow: who answers, six statuses, steps, promises, clocks and the buttons of the customer', async () => {
    await hands.add('工作日历', '工作时间');
    await hands.add('流程', '建议流程', '客户建议');
    await page.locator('.react-flow__node').first().waitFor();
    await buildCrew(page);
    await look('crew');
    await buildStatuses(page);
    await look('statuses');
    await buildSteps(page);
    await buildWays(page);
    await look('steps');
    await buildEnd(page);
    await buildSettings(page);
    await buildPromises(page);
    await look('promises');
    await buildClocks(page);
    await look('clocks');
    await buildMoves(page);
  });

  it('gets its rules, has nothing wrong with it, and is published', async () => {
    await buildRules(hands);
    await look('rule');
    await page.getByText('没有发现问题').waitFor();
    await publish(page, 2);
    await hands.home();
    await idle(page);
    await axe(page);
    await shot(page, 'rebuild-home');
    expectQuiet(page);
  });

  // What was built is kept as a package beside those of the tests, where the golden scenario plays on it with a clock of its own.
  it('is what the golden scenario of the six statuses is played on (G1)', async () => {
    const bundle = await call<{ kind: string; key: string }[]>(page, 'GET', `/api/v1/apps/${hands.app}/bundle`);
    for (const one of bundle) {
      const file = one.kind === 'app' ? 'app' : `${one.kind === 'process' ? 'processe' : one.kind}s/${one.key}`;
      await expect(`${JSON.stringify(one, null, 2)}\n`).toMatchFileSnapshot(`../../../cmd/huiyin/testdata/${hands.app}/${file}.json`);
    }
  });

  it('takes a suggestion from a customer, who sees where it stands and what comes next', async () => {
    const visitor = await open(browser, { ...phone, baseURL: server.url });
    // The first form of an app is called as the app is.
    await visit(visitor, `/f/${hands.app}/${hands.app}`);
    for (const next of ['正在评估', '已采纳', '正在开发', '已上线，欢迎体验', '已完结']) await visitor.getByText(next, { exact: true }).waitFor();
    await axe(visitor);
    await shot(visitor, 'rebuild-track');
    expectQuiet(visitor);
    await visitor.context().close();
  });
});
