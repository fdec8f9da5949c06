import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, expectQuiet, idle, launch, login, open, shot } from '../browser';
import { start, type Huiyin } from '../huiyin';
import { call } from '../person';
import { publish, saved } from './desk';

const word = 'an admin word for tests';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const packaged = join(root, 'presets/suggestion_sop_full');
const folder = mkdtempSync(join(tmpdir(), 'huiyin-newer-'));
const newer = join(folder, 'huiyin');
let server: Huiyin;
let browser: Browser;
let page: Page;

interface Json {
  title: Record<string, string>;
  spec: Record<string, unknown>;
}

/** build makes the program with a later version of a package in it: it renames a dictionary and gives it a choice, and words a letter anew. */
function build(): void {
  const replaced: Record<string, string> = {};
  const edit = (name: string, change: (file: Json) => void) => {
    const file = JSON.parse(readFileSync(join(packaged, name), 'utf8')) as Json;
    change(file);
    const to = join(folder, name.replaceAll('/', '_'));
    writeFileSync(to, JSON.stringify(file));
    replaced[join(packaged, name)] = to;
  };
  edit('app.json', ({ spec }) => void (spec.version = '1.1.0'));
  edit('lists/benefit_type.json', (list) => {
    list.title = { zh: '受益类别', en: 'Kind of benefit' };
    (list.spec.options as object[]).push({ key: 'less_waiting', title: { zh: '少等待', en: 'Less waiting' } });
  });
  edit('messages/dev_done.json', ({ spec }) => void (spec.subject = { zh: '开发好了：{{title}}', en: 'Built: {{title}}' }));
  writeFileSync(join(folder, 'overlay.json'), JSON.stringify({ Replace: replaced }));
  execFileSync('go', ['build', '-overlay', join(folder, 'overlay.json'), '-o', newer, './cmd/huiyin'], { cwd: root, stdio: 'pipe' });
}

beforeAll(async () => {
  build();
  server = await start('serve', { patience: 60_000 });
  await server.ready;
  await server.run(['preset', 'install', 'suggestion_sop_full']);
  await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--password-stdin'], `${word}\n`);
  browser = await launch();
  page = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: server.url });
  await login(page, 'admin', word);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('what the admin changed and what a newer version of the package changed are both kept, and where they changed the same the admin chooses (P-23)', async () => {
  await page.goto('/design/suggestions/list/benefit_type');
  await page.getByLabel('名称').first().fill('客户得到了什么');
  await saved(page);
  await page.goto('/design/suggestions/message/urge');
  await page.getByLabel('名称').first().fill('催一下');
  await publish(page, 2);
  await server.replace(newer);

  await page.goto('/design/suggestions');
  await page.getByText('1.1.0').first().waitFor();
  await idle(page);
  await axe(page);
  await shot(page, 'design-upgrade-there');
  await page.getByRole('button', { name: '看看改了什么' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('少等待').first().waitFor();
  expect(await dialog.getByRole('button', { name: '存为草稿' }).isDisabled()).toBe(true);
  await axe(page, '[role="dialog"]');
  await shot(page, 'design-upgrade-conflict');
  await dialog.getByRole('radio', { name: /客户得到了什么/ }).click();
  await dialog.getByRole('button', { name: '存为草稿' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-stage="changed"]').first().waitFor();
  await page.goto('/design/suggestions/list/benefit_type');
  await page.getByLabel('名称').first().waitFor();
  expect(await page.getByLabel('名称').first().inputValue()).toBe('客户得到了什么');
  await publish(page, 3);
  await shot(page, 'design-upgrade-published');

  const read = (path: string) => call<Json & { title: unknown }>(page, 'GET', `/api/v1/apps/suggestions/definitions/${path}`);
  const list = await read('list/benefit_type');
  expect(JSON.stringify(list.title)).toContain('客户得到了什么');
  expect(JSON.stringify(list.spec.options)).toContain('less_waiting');
  expect(JSON.stringify((await read('message/dev_done')).spec.subject)).toContain('开发好了');
  expect(JSON.stringify((await read('message/urge')).title)).toContain('催一下');
  const packages = await call<{ name: string; version: string; newer: string }[]>(page, 'GET', '/api/v1/apps/suggestions/upgrades');
  expect(packages.find(({ name }) => name === 'suggestion_sop_full')).toMatchObject({ version: '1.1.0', newer: '' });
  await page.goto('/design/suggestions');
  await idle(page);
  expect(await page.getByRole('button', { name: '看看改了什么' }).count()).toBe(0);
  expectQuiet(page);
}, 200_000);
