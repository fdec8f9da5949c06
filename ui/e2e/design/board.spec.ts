import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, shot } from '../browser';
import type { Huiyin } from '../huiyin';
import { call, suggest, suggestions } from '../person';
import { choose, drag, saved } from './desk';
import { lodge } from './lodge';
import { password } from './serve';

let browser: Browser;
let page: Page;
let server: Huiyin;
lodge((...mine) => ([browser, page, server] = mine));

const tile = (key: string) => page.locator(`[data-widget="${key}"]`);
const add = (chart: string) => page.locator(`[data-chart="${chart}"]`);

/** stands is where a widget stands, in columns and rows, as it is told to whoever cannot see it. */
async function stands(key: string): Promise<number[]> {
  const words = (await tile(key).getAttribute('aria-label'))!;
  return /第 (\d+) 列第 (\d+) 行，宽 (\d+) 高 (\d+)/.exec(words)!.slice(1).map(Number);
}

/** pull drags from the middle of a box by some points. */
async function pull(from: { x: number; y: number }, dx: number, dy: number) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 4, { steps: 3 });
  await page.mouse.move(from.x + dx, from.y + dy, { steps: 12 });
  await page.mouse.up();
}

describe('a board of nothing (D-21, K-01)', () => {
  it('gets three widgets that show real figures at once', async () => {
    for (const title of ['导出时可以选择需要的字段', '列表可以冻结首列', '打印时带上备注']) await suggest(page, title);
    await page.goto('/design/suggestions?add=report');
    await page.getByRole('dialog').getByLabel('名称').fill('周会看板');
    await page.getByRole('dialog').getByRole('button', { name: /^(创建|新建|添\s*加)/ }).click();
    await page.waitForURL(/\/report\/\w+$/);
    await page.getByText('这个看板还是空的').waitFor();
    await add('number').click();
    await expect.poll(() => tile('number').getByRole('button', { includeHidden: true }).allInnerTexts()).toContain('3');
    await add('bar').click();
    await tile('bar').locator('canvas').waitFor();
    await add('line').focus();
    await page.keyboard.press('Enter');
    await tile('line').locator('canvas').waitFor();
    expect(await stands('bar')).toEqual([4, 1, 6, 5]);
    await saved(page);
    await idle(page);
    await axe(page);
    await shot(page, 'design-board');
  });

  it('is arranged by mouse and by keyboard, and every step can be taken back', async () => {
    await tile('number').scrollIntoViewIfNeeded();
    const head = (await tile('line').getByRole('heading').boundingBox())!;
    const to = (await tile('number').boundingBox())!;
    const before = await stands('line');
    await pull({ x: head.x + 20, y: head.y + 8 }, to.x - head.x + 10, to.y - head.y + 10);
    await expect.poll(() => stands('line')).toEqual([1, 1, 6, 5]);
    await page.getByRole('button', { name: /^撤销/ }).click();
    await expect.poll(() => stands('line')).toEqual(before);
    await page.getByRole('button', { name: /^重做/ }).click();
    await expect.poll(() => stands('line')).toEqual([1, 1, 6, 5]);
    const corner = (await page.locator('[data-corner-of="line"]').boundingBox())!;
    const column = ((await page.locator('[data-grid]').boundingBox())!.width + 16) / 12;
    await pull({ x: corner.x + 10, y: corner.y + 10 }, column * 2, 80);
    await expect.poll(() => stands('line')).toEqual([1, 1, 8, 6]);
    await tile('line').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => stands('line')).toEqual([2, 1, 7, 6]);
    expect(await page.locator('[data-announcer]').innerText()).toBe('已移动');
  });

  it('asks what its maker wants, without anything to write', async () => {
    await tile('bar').click();
    const side = page.getByRole('region', { name: '设置' });
    await choose(page, side.getByRole('combobox', { name: '第 1 个分组', exact: true }), '模块');
    await expect.poll(() => tile('bar').getByRole('heading').innerText()).toContain('模块');
    await choose(page, side.getByRole('combobox', { name: '图表', exact: true }), '饼图');
    await idle(page);
    await tile('bar').locator('canvas').waitFor();
    await side.getByRole('textbox', { name: '标题' }).fill('各模块');
    await tile('number').click();
    await side.getByRole('textbox', { name: '标题' }).fill('全部建议');
    await page.keyboard.press('Tab');
    await saved(page);
    await idle(page);
    await shot(page, 'design-board-asked');
    await page.getByText('手机', { exact: true }).click();
    await idle(page);
    await shot(page, 'design-board-narrow');
    await page.getByText('电脑', { exact: true }).click();
  });

  it('is published in plain words, and a manager reads the number that the list has', async () => {
    await page.getByRole('button', { name: '发布' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('周会看板').first().waitFor();
    await idle(page);
    await shot(page, 'design-board-publish');
    await dialog.getByRole('button', { name: '发布' }).click();
    await page.locator('[data-stage="published"]').waitFor();
    // What became of the records under way is said at the end.
    await dialog.getByRole('button', { name: /^关\s*闭$/ }).last().click();
    await server.run(['user', 'add', 'lead', '李主管', '--password-stdin'], `${password}\n`);
    const found = async () => (await call<{ items: { id: string; login: string }[] }>(page, 'GET', '/api/v1/users?limit=50')).items.find((one) => one.login === 'lead')?.id;
    await expect.poll(found).toBeDefined();
    const id = (await found())!;
    const { rev, email, language, department, admin, away } = await call<Record<string, never>>(page, 'GET', `/api/v1/users/${id}`);
    await call(page, 'PUT', `/api/v1/users/${id}`, { name: '李主管', login: 'lead', email, language, department, admin, away, roles: ['suggestions/cs_lead'] }, rev);
    const lead = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: new URL(page.url()).origin });
    await login(lead, 'lead', password);
    await lead.getByRole('link', { name: '周会看板' }).click();
    const figure = lead.getByRole('region', { name: '全部建议', exact: true }).getByRole('button', { name: /查看记录/ });
    const words = await figure.innerText();
    await idle(lead);
    await shot(lead, 'design-board-read');
    expect(Number(words)).toBe((await call<{ count: number }>(lead, 'GET', `${suggestions}?count=1`)).count);
    await figure.click();
    await lead.getByText(`共 ${words} 条`).first().waitFor();
    expectQuiet(lead);
    await lead.context().close();
  });

  it('says on a widget what is wrong with it, and can be looked at on a phone in English', async () => {
    const { key } = (await call<{ kind: string; key: string; title: string }[]>(page, 'GET', '/api/v1/apps/suggestions/definitions')).find(({ title }) => title === '周会看板')!;
    await add('quadrant').click();
    const side = page.getByRole('region', { name: '设置' });
    await side.locator('[data-setting="y"] input').fill('');
    await page.keyboard.press('Tab');
    await page.locator('[data-widget="quadrant"][data-wrong="hard"]').waitFor();
    await tile('quadrant').focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => tile('quadrant').count()).toBe(0);
    await saved(page);
    const small = await open(browser, { ...phone, locale: 'en-GB', baseURL: new URL(page.url()).origin });
    // The language of somebody new is that of the browser.
    await server.run(['user', 'add', 'designer', 'Ann', '--admin', '--password-stdin'], `${password}\n`);
    await login(small, 'designer', password);
    await small.goto(`/design/suggestions/report/${key}`);
    await small.locator('[data-widget]').first().waitFor();
    await idle(small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(small);
    await shot(small, 'design-board-phone');
    await small.context().close();
    expectQuiet(page);
  });

  it('takes a chart that is dragged onto it; a copy of it comes and goes, and a deletion can be taken back', async () => {
    await page.locator('[data-grid]').scrollIntoViewIfNeeded();
    await drag(page, add('table'), page.locator('[data-grid]'));
    await tile('table').getByRole('table', { includeHidden: true }).waitFor();
    await page.getByRole('button', { name: /^撤销/ }).click();
    await expect.poll(() => tile('table').count()).toBe(0);
    const own = page.url();
    const removeBoard = async () => {
      await page.getByRole('button', { name: '删除看板' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '删除看板' }).click();
      await page.waitForURL(/\/design\/suggestions$/);
    };
    await page.getByRole('button', { name: '复制一份' }).click();
    await page.waitForURL((url) => url.href !== own);
    await tile('number').waitFor();
    await removeBoard();
    const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
    await link('周会看板').waitFor();
    await expect.poll(() => link('周会看板 副本').count()).toBe(0);
    await page.goto(own);
    await tile('number').waitFor();
    await removeBoard();
    await page.locator('a[data-deleted]', { hasText: '周会看板' }).waitFor();
    await page.locator('.ant-message').getByRole('button', { name: /撤\s*销/ }).click();
    await expect.poll(() => page.locator('a[data-deleted]').count()).toBe(0);
    expectQuiet(page);
  });
});
