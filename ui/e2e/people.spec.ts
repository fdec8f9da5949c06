import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, idle, launch, login, open, phone, shot } from './browser';
import { suggest } from './person';
import { start, type Huiyin } from './huiyin';
import { Mailbox } from './mailbox';

const word = 'an admin word for tests';
const fresh = 'my first own word';
const wide = { viewport: { width: 1440, height: 900 } };

const mail = new Mailbox();
let server: Huiyin;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  server = await start('serve', { settings: { HUIYIN_SMTP: await mail.listen('huiyin@example.com') } });
  await server.ready;
  await server.run(['preset', 'install', 'suggestion_intake']);
  await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--email', 'chen@example.com', '--password-stdin'], `${word}\n`);
  await server.run(['user', 'add', 'lei', '李雷', '--roles', 'suggestions/cs_lead', '--password-stdin'], `${fresh}\n`);
  browser = await launch();
  admin = await open(browser, { ...wide, baseURL: server.url });
  await login(admin, 'admin', word);
}, 120_000);
afterAll(async () => {
  expectQuiet(admin);
  await browser.close();
  await server.stop();
  await mail.close();
});

/** linkIn is the address in the last letter to somebody. */
async function linkIn(address: string, subject: string): Promise<string> {
  await expect.poll(() => mail.to(address).some((letter) => letter.subject === subject), { timeout: 15_000 }).toBe(true);
  const letter = mail.to(address).filter((one) => one.subject === subject).at(-1)!;
  return /\S+\/join(#\S+)/.exec(letter.text)![1]!;
}

/** choose finds a colleague in a picker and takes the only one found. */
async function choose(page: Page, label: string, search: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label });
  await box.click();
  await box.fill(search);
  await page.getByRole('option', { name: new RegExp(name) }).click();
}

describe('the organisation', () => {
  it('grows from nothing, and says what is wrong beside the field', async () => {
    await admin.goto('/admin/departments');
    await admin.getByText('还没有部门').waitFor();
    await axe(admin);
    await admin.getByRole('button', { name: '添加部门' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('请填写部门名称').waitFor();
    await axe(admin);
    await dialog.getByLabel('名称').fill('客户中心');
    await dialog.getByRole('button', { name: '保存' }).click();
    await admin.getByRole('button', { name: '添加下级到「客户中心」' }).click();
    await admin.getByRole('dialog').getByLabel('名称').fill('热线一组');
    await choose(admin, '负责人', 'lilei', '李雷');
    await admin.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await admin.getByText('负责人：李雷').waitFor();
    await admin.getByRole('button', { name: '修改「客户中心」' }).click();
    expect(await admin.getByRole('dialog').getByLabel('上级部门').locator('option').allTextContents()).toEqual(['无（最上级）']);
    await admin.keyboard.press('Escape');
    await axe(admin);
    await shot(admin, 'people-departments-1440');
  });
});

describe('a new user', () => {
  it('is refused in words, added, and invited by mail', async () => {
    await admin.goto('/admin/people');
    await admin.getByRole('button', { name: '添加用户' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '邮箱' }).fill('nowhere');
    await dialog.getByRole('button', { name: '添加' }).click();
    for (const text of ['请填写姓名', '请填写登录账号，不能含空格', '邮箱格式不对']) await dialog.getByText(text).waitFor();
    await axe(admin);
    await shot(admin, 'people-add-refused-1440');
    await dialog.getByLabel('姓名').fill('王小芳');
    await dialog.getByLabel('登录账号').fill('fang');
    await dialog.getByRole('textbox', { name: '邮箱' }).fill('fang@example.com');
    await dialog.getByLabel('部门').selectOption({ label: '\u2003热线一组' });
    await dialog.getByRole('checkbox', { name: '一线客服' }).check();
    await dialog.getByRole('button', { name: '添加' }).click();
    await admin.getByRole('heading', { level: 1, name: '王小芳' }).waitFor();
    await admin.getByText('已邀请，还没有设置密码。').waitFor();
    await axe(admin);
    await shot(admin, 'people-user-1440', true);
  });

  it('chooses a password on a phone, once', async () => {
    const link = `/join${await linkIn('fang@example.com', '邀请您使用回音')}`;
    const page = await open(browser, { ...phone, baseURL: server.url });
    await page.goto(link);
    await page.getByRole('heading', { name: '欢迎，王小芳' }).waitFor();
    await page.getByLabel('新密码').fill('short');
    await page.getByRole('button', { name: '保存并进入' }).click();
    await page.getByText('太短了').waitFor();
    await axe(page);
    await shot(page, 'people-join-390');
    await page.getByLabel('新密码').fill(fresh);
    await page.getByLabel('再输入一次密码').fill(fresh);
    await page.getByRole('button', { name: '保存并进入' }).click();
    await page.waitForURL(/\/work$/);
    await suggest(page, '导出时可以选择字段');
    await suggest(page, '报表打开太慢');
    expectQuiet(page);
    const late = await open(browser, { baseURL: server.url });
    await late.goto(link);
    await late.getByRole('heading', { name: '链接已失效' }).waitFor();
    await axe(late);
    expectQuiet(late);
  });

  it('is found by pinyin on both sizes and in both languages', async () => {
    await admin.goto('/admin/people');
    await admin.getByRole('searchbox').fill('wxf');
    await admin.getByText('共 1 人').waitFor();
    await admin.getByRole('link', { name: /王小芳/ }).waitFor();
    await admin.getByRole('searchbox').fill('');
    await admin.getByText('共 3 人').waitFor();
    await shot(admin, 'people-list-1440');
    const small = await open(browser, { ...phone, locale: 'en-GB', baseURL: server.url });
    await login(small, 'admin', word);
    await small.goto('/admin/people');
    await small.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
    for (const [name, path] of Object.entries({ list: '/admin/people', departments: '/admin/departments', access: '/admin/access', audit: '/admin/audit', devices: '/account/sessions' })) {
      await small.goto(path);
      await small.getByRole('heading', { level: 1 }).waitFor();
      await idle(small);
      expect(await small.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
      await axe(small);
      await shot(small, `people-${name}-en-390`, true);
    }
    expectQuiet(small);
  });
});

describe('a forgotten password', () => {
  it('is mended by mail, and says nothing about who exists', async () => {
    const page = await open(browser, { ...wide, baseURL: server.url });
    await page.goto('/login');
    await page.getByRole('link', { name: '忘记密码' }).click();
    await page.getByLabel('账号或邮箱').waitFor();
    await axe(page);
    for (const name of ['nobody@example.com', 'fang@example.com']) {
      await page.goto('/forgot');
      await page.getByLabel('账号或邮箱').fill(name);
      await page.getByRole('button', { name: '发送邮件' }).click();
      await page.getByText('如果有这个账号，邮件已经发出').waitFor();
    }
    await shot(page, 'people-forgot-1440');
    await page.goto(`/join${await linkIn('fang@example.com', '重新设置回音的密码')}`);
    await page.getByRole('heading', { name: '设置新密码' }).waitFor();
    await page.getByLabel('新密码').fill('quite another word');
    await page.getByLabel('再输入一次密码').fill('quite another word');
    await page.getByRole('button', { name: '保存并进入' }).click();
    await page.waitForURL(/\/work$/);
    await page.goto('/account/sessions');
    await page.getByText('当前设备').waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1); // the phone was signed out
    await axe(page);
    expectQuiet(page);
  });
});

describe('rights', () => {
  it('are shown by role and explained in words', async () => {
    await admin.goto('/admin/access');
    await admin.getByRole('region', { name: '一线客服的权限' }).waitFor();
    await axe(admin);
    await shot(admin, 'people-access-1440');
    await admin.getByRole('tab', { name: '为什么能／不能' }).click();
    await admin.getByRole('button', { name: '查看原因' }).click();
    await admin.getByText('请选择一位用户').waitFor();
    await choose(admin, '谁', 'fang', '王小芳');
    await admin.getByLabel('想做什么').selectOption('delete');
    await admin.getByRole('button', { name: '查看原因' }).click();
    await admin.getByText('该角色不允许此操作').waitFor();
    await axe(admin);
    await shot(admin, 'people-explain-1440');
  });
});

describe('whoever leaves', () => {
  it('hands the open work to a chosen person and can come back', async () => {
    const left = await open(browser, { ...wide, baseURL: server.url });
    await login(left, 'fang', 'quite another word');
    await admin.goto('/admin/people?q=wxf');
    await admin.getByRole('link', { name: /王小芳/ }).click();
    await admin.getByRole('button', { name: '停用……' }).click();
    const dialog = admin.getByRole('dialog', { name: '停用 王小芳？' });
    await dialog.getByText('手上有 2 条未完成的记录').waitFor();
    await dialog.getByRole('radio', { name: /都交给一个人/ }).check();
    await dialog.getByRole('button', { name: '停用并交接' }).click();
    await dialog.getByText('请选择接手人').waitFor();
    await axe(admin);
    await choose(admin, '接手人', 'lilei', '李雷');
    await shot(admin, 'people-leave-1440');
    await dialog.getByRole('button', { name: '停用并交接' }).click();
    await admin.getByText('王小芳 已停用，交接了 2 条工作').waitFor();
    // The page left open says so at once, and shows nothing more.
    await left.getByRole('dialog', { name: '您已退出登录' }).getByText('您的账号已被停用').waitFor();
    await axe(left);
    await shot(left, 'people-gone-1440');
    const took = admin.getByRole('dialog', { name: '王小芳 的工作交给了谁' });
    await took.getByText('李雷：2 条').waitFor();
    await shot(admin, 'people-took-1440');
    await took.locator('.ant-modal-footer').getByRole('button').click();
    await took.waitFor({ state: 'hidden' });
    expect(await admin.getByRole('button', { name: '交接剩余的工作' }).count()).toBe(0);
    const lei = await open(browser, { ...wide, baseURL: server.url });
    await login(lei, 'lei', fresh);
    await lei.getByText('报表打开太慢').first().waitFor();
    expectQuiet(lei);
    await admin.getByRole('button', { name: '恢复账号' }).click();
    await admin.getByText('王小芳 已恢复').waitFor();
    await axe(admin);
  });

  it('stands in the audit log', async () => {
    await admin.goto('/admin/audit');
    await admin.getByText('停用用户：王小芳').waitFor();
    await admin.getByLabel('类别').selectOption('sign_in');
    await admin.getByText('接受邀请').waitFor();
    await axe(admin);
    await shot(admin, 'people-audit-1440');
  });
});
