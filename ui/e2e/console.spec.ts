import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, login, open, phone, seat, shot, url } from './browser';
import { call, suggest, suggestions } from './person';

const list = '/a/suggestions/suggestion?view=all';

let browser: Browser;
let page: Page;
seat('admin', (...mine) => ([browser, page] = mine));

describe('the way in', () => {
  it('says what is wrong with a login, and carries no fault of accessibility in either language', async () => {
    const visitor = await open(browser);
    await visitor.goto(url('/a/suggestions/suggestion?view=all'));
    await visitor.waitForURL(/\/login\?next=/);
    await visitor.locator('button[type="submit"]').click();
    await visitor.getByText('请填写账号').waitFor();
    await axe(visitor);
    await visitor.getByRole('button', { name: 'English' }).click();
    await visitor.getByRole('heading', { name: 'Sign in to Huiyin' }).waitFor();
    await axe(visitor);
    await shot(visitor, 'console-login');
    expectQuiet(visitor);
  });
});

describe('every screen', () => {
  const screens = { work: '/work', inbox: '/inbox', list, new: '/a/suggestions/suggestion/new', messages: '/messages', presets: '/admin/presets', releases: '/admin/releases', connectors: '/admin/connectors', incidents: '/admin/incidents', system: '/admin/system' };

  it.each(Object.entries(screens))('%s is accessible', async (name, path) => {
    await page.goto(url(path));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await idle(page);
    await axe(page);
    await shot(page, `console-${name}`);
  });

  it('fits a phone and a dark system', async () => {
    const small = await open(browser, { ...phone, colorScheme: 'dark' });
    await login(small, 'admin');
    for (const [name, path] of Object.entries(screens)) {
      await small.goto(url(path));
      await idle(small);
      expect(await small.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
      await axe(small);
      await shot(small, `console-${name}-phone-dark`);
    }
    expectQuiet(small);
  }, 150_000);

  it('puts a list in order on a phone, where no column has a head', async () => {
    const small = await open(browser, phone);
    await login(small, 'admin');
    await small.goto(url(list));
    const numbers = () => small.locator('a[data-row] + span').evaluateAll((all) => all.map((one) => one.textContent!.match(/\d+$|\d{4,}/)?.[0] ?? ''));
    await small.getByRole('combobox', { name: '排序' }).selectOption({ label: '记录' });
    await small.getByRole('button', { name: /^从大到小/ }).click();
    await small.getByRole('button', { name: /^从小到大/ }).waitFor();
    await idle(small);
    const got = await numbers();
    expect(got.length).toBeGreaterThan(5);
    expect(got).toEqual([...got].sort());
    await axe(small);
    await shot(small, 'console-list-phone-order');
    expectQuiet(small);
  });

  it('puts a list in order, and pages through it without losing or doubling a record', async () => {
    await page.goto(url(list));
    const rows = () => page.locator('a[data-row]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    const head = page.locator('thead th').first();
    const box = (await head.boundingBox())!;
    await head.click({ position: { x: box.width - 6, y: box.height / 2 } }); // the whole head sorts, not its word only
    await expect.poll(() => head.getAttribute('aria-sort')).not.toBeNull();
    await idle(page);
    const one = await head.getAttribute('aria-sort');
    const first = await rows();
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).not.toBe(one);
    await idle(page);
    expect((await rows())[0]).not.toBe(first[0]);
    const shown = await rows();
    await page.getByRole('button', { name: '下一页' }).click();
    await expect.poll(async () => (await rows())[0]).not.toBe(shown[0]);
    await idle(page);
    const second = await rows();
    expect(second.length).toBeGreaterThan(0);
    expect(second.filter((row) => shown.includes(row))).toEqual([]);
    await page.getByRole('button', { name: '上一页' }).click();
    await expect.poll(rows).toEqual(shown);
  });

  it('says that nothing is there, and leads back', async () => {
    await page.goto(url('/a/suggestions/suggestion/nothing'));
    await page.getByText('没有找到').waitFor();
    await axe(page);
    await page.getByRole('link', { name: '回到工作台' }).click();
    await page.waitForURL(/\/work$/);
  });
});

describe('a list', () => {
  it('is filtered in words, remembered in the address, and walked by keys', async () => {
    await suggest(page, '筛选用的建议');
    await page.goto(url(list));
    await page.getByRole('button', { name: '筛选' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('字段').selectOption('urgency');
    await panel.getByLabel('比较方式').selectOption('eq');
    await panel.getByRole('combobox', { name: '值', exact: true }).click();
    await page.getByRole('option', { name: '低' }).click();
    await panel.getByText('只看：').waitFor();
    await axe(page);
    await panel.getByRole('button', { name: '应用' }).click();
    await page.getByRole('list', { name: '正在使用的筛选条件' }).getByText('等于 低').waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toContain('"urgency"');
    await page.getByRole('searchbox').fill('筛选用的');
    await page.waitForURL(/q=/);
    await page.locator('tbody tr').filter({ hasText: '筛选用的建议' }).first().waitFor();
    // Keys typed into a box belong to the box.
    await page.getByRole('searchbox').blur();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('筛选用的建议');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '筛选用的建议' }).waitFor();
  });

  it('leaves as a file, as it is filtered and with the columns that are shown', async () => {
    const made = await suggest(page, '要带走的建议');
    await page.goto(url(`${list}&q=${encodeURIComponent('要带走的')}`));
    await page.locator('tbody tr').filter({ hasText: '要带走的建议' }).waitFor();
    const heads = (await page.locator('thead th').allInnerTexts()).map((head) => head.trim());
    const take = async (name: string) => {
      await page.getByRole('button', { name: '导出' }).click();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
      await page.getByText('已导出，请查看浏览器的下载').first().waitFor();
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    };
    const csv = await take('CSV：显示的列');
    const lines = csv.bytes.toString('utf8').trim().split(/\r?\n/);
    expect(csv.name).toMatch(/\.csv$/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(made.no);
    expect(lines[1]).toContain('要带走的建议');
    expect(heads.join('\n')).toContain(lines[0]!.split(',').at(-1)!);
    const workbook = await take('Excel：全部列');
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('says so when nothing matches, and lets go of the filter', async () => {
    await page.goto(url(`${list}&q=${encodeURIComponent('没有这样的标题')}`));
    await page.getByText('没有符合条件的记录').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.locator('tbody tr').first().waitFor();
  });
});

describe('a new record', () => {
  it('points at what is missing, keeps a draft, survives a change of language', async () => {
    await page.goto(url('/a/suggestions/suggestion/new'));
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请填写“标题”').first().waitFor();
    await axe(page);
    await page.getByLabel('标题').fill('导出时可以选择字段');
    await page.getByRole('link', { name: /工作台/ }).first().click();
    await page.getByRole('button', { name: '保留草稿并离开' }).click();
    await page.waitForURL(/\/work$/);
    await page.goto(url('/a/suggestions/suggestion/new'));
    await page.getByText('已恢复上次没有提交的内容').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('What you had not submitted last time is back.').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('导出时可以选择字段');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '清空重填' }).click();
    expect(await page.getByLabel('标题').inputValue()).toBe('');
  });
});

describe('a record', () => {
  it('lets two people change it without losing a word', async () => {
    const made = await suggest(page, '两个人同时改');
    await page.goto(url(`/a/suggestions/suggestion/${made.id}`));
    const sheet = page.getByRole('tabpanel');
    await sheet.getByLabel('标题').fill('我改的标题');
    await sheet.getByLabel('详细描述').fill('这一句只有我改了，不应该丢。');
    const now = await call(page, 'GET', `${suggestions}/${made.id}`);
    await call(page, 'PATCH', `${suggestions}/${made.id}`, { data: { title: '对方改的标题' } }, now.rev);
    await page.getByRole('button', { name: '保存' }).click();
    const dialog = page.getByRole('dialog', { name: '别人先保存了这条记录' });
    await dialog.getByText('对方改的标题').waitFor();
    await axe(page);
    await shot(page, 'console-conflict');
    await dialog.getByRole('radio', { name: /对方的修改/ }).check();
    await dialog.getByRole('button', { name: '合并并保存' }).click();
    await page.getByRole('heading', { level: 1, name: '对方改的标题' }).waitFor();
    const after = await call(page, 'GET', `${suggestions}/${made.id}`);
    expect([after.title, after.view.values.description]).toEqual(['对方改的标题', '这一句只有我改了，不应该丢。']);
  });

  it('tells what happened meanwhile to whoever presses on an old page', async () => {
    const made = await suggest(page, '另一个页面已经作废');
    await page.goto(url(`/a/suggestions/suggestion/${made.id}`));
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '标记无效' }).click();
    await call(page, 'POST', `${suggestions}/${made.id}/act`, { kind: 'move', button: 'mark_invalid', comment: '重复' });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('不是建议');
    await dialog.getByRole('button', { name: '标记无效' }).click();
    await page.getByText(/已于 .* 改为“.*”，不能再“标记无效”；页面已更新/).waitFor();
    await shot(page, 'console-overtaken');
  });

  it('keeps what colleagues say apart from what the customer reads', async () => {
    const made = await suggest(page, '评论用的建议');
    await page.goto(url(`/a/suggestions/suggestion/${made.id}`));
    await page.getByRole('tab', { name: '评论' }).click();
    await page.getByLabel('和同事讨论').fill('先和看板那条一起看。');
    await page.getByRole('button', { name: '发表评论' }).click();
    await page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '先和看板那条一起看。' }).waitFor();
    await page.getByRole('tab', { name: '客户消息' }).click();
    await page.getByText('客户会在进度页面上看到').waitFor();
    await page.getByLabel('回复客户').fill('我们在评估，周三前答复。');
    await axe(page);
    await page.getByRole('button', { name: '发给客户' }).click();
    await page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '周三前答复' }).getByText('我们的留言').waitFor();
    expect(await page.getByText('先和看板那条一起看。').count()).toBe(0);
    await shot(page, 'console-comments');
    const said = await call<{ visibility: string }[]>(page, 'GET', `${suggestions}/${made.id}/comments`);
    expect(said.map((one) => one.visibility).sort()).toEqual(['customer', 'internal']);
  });

  it('calls a colleague by @, who finds it in the inbox', async () => {
    const made = await suggest(page, '在评论里叫人的建议');
    await page.goto(url(`/a/suggestions/suggestion/${made.id}`));
    await page.getByRole('tab', { name: '评论' }).click();
    const box = page.getByLabel('和同事讨论');
    await box.click();
    await page.keyboard.type('请 @zhenghai');
    await page.getByRole('option', { name: '郑海燕' }).waitFor();
    await axe(page);
    await page.keyboard.press('Enter');
    await page.keyboard.type('看一下这条');
    expect(await box.inputValue()).toMatch(/^请 @郑海燕\s*看一下这条$/);
    await page.getByRole('button', { name: '发表评论' }).click();
    await page.getByRole('listitem').filter({ hasText: '看一下这条' }).waitFor();
    const lead = await open(browser);
    await login(lead, 'lead');
    await lead.goto(url('/inbox'));
    await lead.getByText(made.no).or(lead.getByText('在评论里叫人的建议')).first().waitFor();
    expectQuiet(lead);
  });

  it('brings back what was deleted, and removes for good only when asked twice', async () => {
    const { id, no } = await suggest(page, '删错了又找回来的建议');
    await page.goto(url(`/a/suggestions/suggestion/${id}`));
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByRole('dialog').getByText('回收站').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByRole('main').getByRole('link', { name: '回收站' }).click();
    const line = page.getByRole('listitem').filter({ hasText: no });
    await line.getByText('系统管理员 删除').waitFor();
    await axe(page);
    await shot(page, 'console-bin');
    await line.getByRole('button', { name: '恢复' }).click();
    await page.getByText('回收站是空的').waitFor();
    await page.goto(url(`/a/suggestions/suggestion/${id}`));
    await page.getByRole('heading', { level: 1, name: /删错了/ }).waitFor();
    const { rev } = await call(page, 'GET', `${suggestions}/${id}`);
    await call(page, 'DELETE', `${suggestions}/${id}`, undefined, rev);
    await page.getByRole('navigation').getByRole('link', { name: '回收站' }).click();
    await page.getByRole('region', { name: '客户建议' }).getByText(no).waitFor();
    await axe(page);
    await page.getByRole('button', { name: '彻底删除' }).click();
    await page.getByRole('dialog').getByText('再也找不回来').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '彻底删除' }).click();
    await page.getByText('回收站是空的').waitFor();
  });

  it('tells when the browser is offline', async () => {
    await page.context().setOffline(true);
    await page.getByText('您现在没有联网').waitFor();
    await axe(page);
    await page.context().setOffline(false);
    await page.getByText('您现在没有联网').waitFor({ state: 'detached' });
    expectQuiet(page);
  });
});
