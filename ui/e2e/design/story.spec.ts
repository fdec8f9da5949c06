import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, expectQuiet, idle, launch, login, open, phone, shot } from '../browser';
import { start, type Huiyin } from '../huiyin';
import { Mailbox } from '../mailbox';
import { choose, drag, found, openToAll, publish, saved } from './desk';

const word = 'an admin word for tests';
const mail = new Mailbox();
let server: Huiyin;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await start('serve', { settings: { HUIYIN_SMTP: await mail.listen('huiyin@example.com') }, patience: 60_000 });
  await server.ready;
  await server.run(['user', 'add', 'admin', '陈管理', '--admin', '--email', 'chen@example.com', '--password-stdin'], `${word}\n`);
  browser = await launch();
  page = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: server.url });
  await login(page, 'admin', word);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await mail.close();
});

const rail = () => page.getByRole('complementary', { name: '流程的组成' });
const side = () => page.getByRole('region', { name: '属性' });
const node = (title: string) => page.locator('.react-flow__node').filter({ hasText: title });

/** part opens a list beside the canvas, and adds to it. */
async function part(tab: string, box: string, title: string) {
  await rail().getByRole('button', { name: tab, exact: true }).click();
  await rail().getByLabel(box).fill(title);
  await rail().getByRole('button', { name: '添加', exact: true }).click();
  await side().getByRole('heading', { name: title }).waitFor();
}

/** add makes another definition of the app and opens its designer. */
async function add(place: string, kind: string, name: string) {
  await page.goto(`/design/${place.split('/')[0]}`);
  await page.getByRole('button', { name: '添加' }).click();
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
  await page.getByRole('dialog').getByLabel('名称').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByLabel('名称').first().waitFor();
}

it('an app of nothing gets a flow of three statuses with owners and a clock, a rule that mails, and takes its first report (B-01, B-08, B-09, D-01)', async () => {
  const place = await found(page, '设备报修');
  await page.locator('[data-entry="field-email"]').click();
  await page.keyboard.type('联系邮箱');
  await page.keyboard.press('Enter');
  await openToAll(page);

  await page.goto(`/design/${place.split('/')[0]}`);
  await page.getByRole('button', { name: '添加' }).click();
  await page.getByRole('menuitem', { name: '流程' }).click();
  await page.getByRole('dialog').getByLabel('名称').fill('报修处理');
  await page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
  await node('处理').first().waitFor();
  await part('人员', '新规则的名称', '维修组');
  await choose(page, side().getByLabel('怎么找'), '指定');
  await choose(page, side().getByLabel('这个人'), '陈管理');
  await rail().getByRole('button', { name: '状态', exact: true }).click();
  await rail().getByRole('button', { name: '待处理' }).first().click();
  await choose(page, side().getByLabel('负责人'), '维修组');
  await part('状态', '新状态的名称', '维修中');
  await choose(page, side().getByLabel('负责人'), '维修组');
  await axe(page);
  await shot(page, 'design-story-status');

  await rail().getByRole('button', { name: '步骤', exact: true }).click();
  await side().getByRole('button', { name: '关闭' }).click();
  await drag(page, page.getByRole('button', { name: '人工处理' }), page.locator('[data-arrow="finish"]'));
  await side().getByLabel('名称').first().waitFor();
  await page.keyboard.type('上门维修');
  await choose(page, side().getByLabel('记录处于状态'), '维修中');
  await part('时限', '新时限的名称', '一天内修好');
  await side().getByText('到期').first().waitFor();
  await axe(page);
  await shot(page, 'design-story-clock');
  await saved(page);
  await idle(page);

  await add(place, '消息模板', '有新报修');
  await page.getByLabel('邮件').click();
  await page.getByLabel('正文', { exact: true }).fill('请尽快上门：');
  await page.getByRole('button', { name: '插入 正文' }).click();
  await page.getByRole('menuitem', { name: '标题', exact: true }).click();
  await saved(page);
  await shot(page, 'design-story-message');

  await add(place, '规则', '来了就告诉维修组');
  await choose(page, page.getByLabel('添加动作'), '发送通知');
  await choose(page, page.getByLabel('消息模板'), '有新报修');
  await page.getByRole('button', { name: '添加一项' }).click();
  await choose(page, page.getByLabel('找人的办法'), '维修组');
  await saved(page);
  await page.getByText('没有发现问题').waitFor();
  await axe(page);
  await shot(page, 'design-story-rule');
  await publish(page, 2);
  await shot(page, 'design-story-published');
  expectQuiet(page);

  const visitor = await open(browser, { ...phone, baseURL: server.url });
  await visitor.goto(`/f/${place}`);
  await visitor.getByRole('textbox', { name: '标题' }).fill('三楼打印机卡纸');
  await visitor.getByRole('textbox', { name: '联系邮箱' }).fill('li@example.com');
  await visitor.getByRole('button', { name: '提交' }).click();
  await visitor.getByRole('textbox', { name: '标题' }).waitFor({ state: 'detached' });
  await shot(visitor, 'design-story-sent');
  expectQuiet(visitor);
  await visitor.context().close();

  const letter = await mail.wait('chen@example.com', '有新报修');
  expect(letter.text).toContain('请尽快上门：三楼打印机卡纸');
  await page.goto('/work');
  await page.getByText('三楼打印机卡纸').first().click();
  await page.getByRole('button', { name: '完成' }).first().click();
  await page.getByText('维修中').first().waitFor();
  await idle(page);
  await shot(page, 'design-story-task');
  expectQuiet(page);
}, 200_000);
