import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectQuiet, shot } from './browser';
import { attach, openForm, send, tell, words, type Sent, type Wish } from './spine/customer';
import { look } from './spine/look';
import { choose, fact, openRecord, panel, pick, press, reached } from './spine/staff';
import { begin, password, staff, type World } from './spine/world';

const wish: Wish = {
  title: '导出报表时可以选择字段',
  description: '每次导出都是全部字段，要手工删几十列，希望导出前能勾选需要的字段。',
  kind: '功能优化',
  module: '数据报表',
  name: '远航物流',
  email: 'zhang@yuanhang.example',
};
const quiet: Wish = {
  title: '希望能批量打印送货单',
  description: '每天两百多张送货单要一张一张点开打印，希望勾选以后一次打完。',
  kind: '新增需求',
  module: '订单系统',
  name: '老街面馆',
  phone: '13800138000',
};
const wishInEnglish: Wish = {
  title: 'Remember my default warehouse',
  description: 'I choose the same warehouse thirty times a day. Please remember the last one I used.',
  kind: 'Something new',
  module: 'Inventory',
  name: 'Northwind Traders',
  email: 'ann@northwind.example',
};
const picture = '现在的导出.png';
const release = { version: 'v3.2', note: '导出前可以勾选需要的字段，选择会记住。' };
const call = '下午三点电话告知陈老板，他很高兴，说下周就用起来。';
const data = [
  ...[wish, quiet, wishInEnglish].flatMap((one) => Object.values(one)),
  ...Object.values(staff).map(({ name }) => name),
  ...Object.values(release),
  '许管理', '顾远', picture, call,
];

let world: World;
let first: Sent;
let second: Sent;
beforeAll(async () => {
  world = await begin();
});
afterAll(() => world?.end());

// The steps are one story: without the one before, the next would only wait for what cannot come.
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(async () => {
    broken = true;
    for (const [at, page] of world.pages.entries()) await shot(page, `spine-failed-${at}`).catch(() => undefined);
  });
});

const see = (page: Page, name: string) => look(page, name, { data });

describe('a suggestion from the first visit to the echo', () => {
  it('the first visitor becomes administrator and chooses the five steps', async () => {
    const page = await world.screen();
    await page.goto('/');
    await page.waitForURL('**/setup');
    const create = page.getByRole('button', { name: '建立并开始' });
    await create.click();
    expect(await page.getByText('请填写这一项').count()).toBe(1);
    await see(page, 'setup-refused');
    await page.getByLabel('您的姓名').fill('许管理');
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByLabel('再输入一次密码').fill(`${password}6`);
    await create.click();
    await page.getByText('两次输入的不一样').waitFor();
    await page.getByLabel('再输入一次密码').fill(password);
    await page.getByRole('radio', { name: /客户建议五步法（全流程）/ }).check();
    await see(page, 'setup');
    await create.click();
    await page.waitForURL('**/work');
    await page.getByRole('heading', { level: 1, name: /许管理/ }).waitFor();
    await see(page, 'first-workbench');
  });

  it('colleagues are added beside the running server', async () => {
    for (const [login, { name, roles }] of Object.entries(staff)) {
      await world.server.run(['user', 'add', login, name, '--roles', roles.join(','), '--password-stdin'], `${password}\n`);
    }
    await world.server.run(['user', 'add', 'manager', '顾远', '--password-stdin'], `${password}\n`);
    await world.server.run(['user', 'role', 'manager', 'suggestions/decision_maker']);
    const list = await world.server.run(['user', 'list']);
    expect(list).toMatch(/agent\s+林小雨\s+suggestions\/cs_agent/);
    expect(list).toMatch(/manager\s+顾远\s+suggestions\/decision_maker/);
    expect(list.trim().split('\n')).toHaveLength(5);
  });

  it('a customer on a phone is told what is missing, loses nothing, and gets a number and a link', async () => {
    const page = await world.phone();
    await openForm(page);
    await see(page, 'form');
    await page.getByRole('button', { name: words.zh.send }).click();
    await page.locator('[data-summary]').waitFor();
    expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(5);
    await page.getByText('请填写“标题”').nth(1).waitFor();
    await see(page, 'form-refused');
    await tell(page, wish);
    await attach(page, picture);
    await page.getByText('已自动保存').waitFor();
    await page.reload();
    await page.getByText('已恢复上次填写的内容').waitFor();
    expect(await page.getByRole('textbox', { name: words.zh.description }).inputValue()).toBe(wish.description);
    expect(await page.getByText(picture).isVisible()).toBe(true);
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
    await see(page, 'form-restored');
    first = await send(page);
    expect(first.no).toMatch(/^JY\d{10}$/);
    await see(page, 'form-sent');
    await page.getByRole('link', { name: '查看进度' }).click();
    await page.getByRole('heading', { level: 1, name: wish.title }).waitFor();
    await see(page, 'track-received');
  });

  it('the acknowledgement arrives, with other words after hours', async () => {
    const mail = await world.mailbox.wait(wish.email!, first.no);
    expect(mail.subject).toBe(`收到您的建议：${first.no}`);
    expect(mail.text).toMatch(/最迟 72 小时内给您回音|现在是休息时间/);
    expect(mail.text).toContain(world.server.url + first.track);
    expect(mail.from).toBe('echo@huiyin.example');
    expect(mail.header('auto-submitted')).toBe('auto-generated');
    expect(mail.header('message-id')).toMatch(/@huiyin>$/);
    expect(mail.header('date')).not.toBe('');
    expect(world.mailbox.to(wish.email!)).toHaveLength(1);
  });

  it('the agent finds it on the workbench, is told what is missing, and classifies it', async () => {
    const page = await world.desk('agent');
    await page.goto('/work');
    await page.getByRole('link', { name: wish.title }).waitFor();
    await see(page, 'agent-workbench');
    await openRecord(page, wish.title);
    await reached(page, '待处理');
    expect(await fact(page, '现在由谁负责').textContent()).toContain(staff.agent.name);
    const shown = page.getByRole('tabpanel').getByRole('link', { name: picture });
    const opened = await page.request.get((await shown.getAttribute('href'))!);
    expect(opened.headers()['content-type']).toBe('image/png');
    const classify = panel(page, '分类打标');
    await classify.getByRole('button', { name: '完成打标，送评估' }).click();
    for (const field of ['紧急类别', '影响范围', '内容类型']) await classify.getByText(`请填写“${field}”`).waitFor();
    expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(3);
    await see(page, 'agent-refused');
    await classifyIt(page);
    await see(page, 'agent-classified');
  });

  it('the product manager scores it and adopts it, and the customer is told so', async () => {
    const page = await world.desk('pm');
    await openRecord(page, wish.title);
    const evaluate = panel(page, '评估决策');
    await evaluate.getByRole('button', { name: '采纳', exact: true }).click();
    await evaluate.getByText('请填写“广度”').waitFor();
    expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(5);
    await see(page, 'pm-refused');
    await adoptIt(page);
    await see(page, 'pm-adopted');
    const mail = await world.mailbox.wait(wish.email!, '被采纳了');
    expect(mail.text).toContain(wish.title);
    expect(mail.text).toContain(world.server.url + first.track);
  });

  it('it is planned and released, and the customer reads so by mail and on the phone', async () => {
    const pm = await world.desk('pm');
    const plan = panel(pm, '排期');
    await plan.getByRole('button', { name: '排期完成，开始开发' }).click();
    await plan.getByText('请填写“计划上线”').waitFor();
    await see(pm, 'pm-plan-refused');
    await planIt(pm);
    const dev = await world.desk('dev');
    await openRecord(dev, wish.title);
    await panel(dev, '开发').getByRole('button', { name: '上线', exact: true }).click();
    await panel(dev, '开发').getByText('请填写“上线版本”').waitFor();
    await see(dev, 'dev-refused');
    await releaseIt(dev);
    await see(dev, 'dev-released');
    const mail = await world.mailbox.wait(wish.email!, '上线了');
    expect(mail.text).toContain(release.note);
    const customer = await world.phone();
    await customer.goto(first.track);
    await customer.locator('[aria-current="step"]').getByText('已上线').waitFor();
    expect(await customer.getByText(release.version).isVisible()).toBe(true);
    await see(customer, 'track-released');
  });

  it('the customer says that it works, and the circle is closed', async () => {
    const customer = await world.phone();
    await customer.goto(first.track);
    await customer.getByRole('button', { name: '很好，可以了' }).click();
    await see(customer, 'track-answer');
    await customer.getByRole('button', { name: '确定' }).click();
    await customer.getByText('此事已办结').waitFor();
    await see(customer, 'track-closed');
    const manager = await world.desk('manager');
    await manager.goto('/a/suggestions/suggestion?view=all');
    await manager.getByRole('link', { name: wish.title }).waitFor();
    await see(manager, 'manager-list');
    await manager.getByRole('link', { name: wish.title }).first().click();
    await manager.getByRole('heading', { level: 1, name: wish.title }).waitFor();
    await reached(manager, '已关闭');
    await manager.getByRole('tab', { name: '告知账本' }).click();
    await manager.getByText('全部 2 项告知都已完成').waitFor();
    expect(await manager.getByText('结果：已上线').isVisible()).toBe(true);
    expect(await manager.getByRole('tabpanel').getByText('邮件').count()).toBe(2);
    await see(manager, 'manager-ledger');
    await manager.getByRole('tab', { name: '时间线' }).click();
    await manager.getByRole('listitem').filter({ hasText: '选择了『很好，可以了』' }).getByText('客户').waitFor();
    await manager.getByRole('listitem').filter({ hasText: '完成『开发』：上线' }).getByText(staff.dev.name).waitFor();
    await see(manager, 'manager-timeline');
  });
});

describe('a customer without an address', () => {
  it('goes the same way', async () => {
    const phone = await world.phone();
    await openForm(phone);
    await tell(phone, quiet);
    second = await send(phone);
    const agent = await world.desk('agent');
    await openRecord(agent, quiet.title);
    await classifyIt(agent);
    const pm = await world.desk('pm');
    await openRecord(pm, quiet.title);
    await adoptIt(pm);
    await planIt(pm);
    const dev = await world.desk('dev');
    await openRecord(dev, quiet.title);
    await releaseIt(dev);
  });

  it('cannot be closed before the customer was told, in words and by any way', async () => {
    const page = await world.desk('agent');
    await page.goto('/work');
    await page.getByRole('link', { name: quiet.title }).first().waitFor();
    // One record, three things to do: follow it up, and tell the customer twice.
    await page.getByText('有 3 件事等您处理').waitFor();
    await see(page, 'agent-by-hand-tasks');
    await openRecord(page, quiet.title);
    const close = panel(page, '回访与关闭').getByRole('button', { name: '关闭', exact: true });
    await panel(page, '回访与关闭').getByText(/还有 2 项没有告知客户.*老街面馆/).waitFor();
    expect(await close.isDisabled()).toBe(true);
    await see(page, 'agent-cannot-close');
    // Whoever goes around the page is refused as well, and nothing happens.
    const refused = await actOf(page, { kind: 'button', task: await taskOf(page, 'follow'), button: 'close' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('没有告知客户');
    await page.reload();
    await reached(page, '已上线');
  });

  it('is told by hand, and the ledger shows who told what, how and when', async () => {
    const page = await world.desk('agent');
    const adopted = panel(page, '人工告知：建议已采纳');
    await adopted.getByRole('button', { name: '已人工告知' }).click();
    await adopted.getByText('请填写“沟通摘要”').first().waitFor();
    await see(page, 'agent-told-refused');
    await tellByHand(page, '人工告知：建议已采纳');
    await panel(page, '回访与关闭').getByText(/还有 1 项没有告知客户/).waitFor();
    await tellByHand(page, '人工告知：建议已上线');
    await press(page, panel(page, '回访与关闭').getByRole('button', { name: '关闭', exact: true }));
    await reached(page, '已关闭');
    await page.getByRole('tab', { name: '告知账本' }).click();
    const entries = page.getByRole('tabpanel').getByRole('listitem');
    expect(await entries.count()).toBe(2);
    for (const entry of await entries.all()) {
      const words = await entry.innerText();
      for (const part of [quiet.name, '电话', `由 ${staff.agent.name} 告知`, call]) expect(words).toContain(part);
    }
    await see(page, 'agent-ledger');
    // The register of all ledgers follows a moment later.
    const told = async () => {
      await page.goto('/a/suggestions/loop_record?view=loops');
      await page.getByRole('row').first().waitFor();
      return page.getByRole('row').filter({ hasText: quiet.title }).filter({ hasText: '电话' }).count();
    };
    await expect.poll(told, { timeout: 20_000 }).toBe(2);
    await see(page, 'agent-ledgers');
    const customer = await world.phone();
    await customer.goto(second.track);
    await customer.getByText('此事已办结').waitFor();
  });

  it('and nobody was written to who should not have been', () => {
    expect(world.mailbox.all().map(({ to }) => to)).toEqual([wish.email, wish.email, wish.email]);
  });
});

describe('the same in English', () => {
  const see = (page: Page, name: string) => look(page, `en-${name}`, { lang: 'en', data });
  let third: Sent;

  it('a customer fills in the form, is thanked by mail and follows it', async () => {
    const page = await world.phone('en-GB');
    await openForm(page);
    await page.getByRole('button', { name: words.en.send, exact: true }).click();
    await page.locator('[data-summary]').waitFor();
    await see(page, 'form-refused');
    await tell(page, wishInEnglish, words.en);
    third = await send(page, words.en);
    await see(page, 'form-sent');
    const mail = await world.mailbox.wait(wishInEnglish.email!, third.no);
    expect(mail.subject).toBe(`We have got your suggestion: ${third.no}`);
    expect(mail.text).toMatch(/within 72 hours|It is after hours here/);
    await page.goto(third.track);
    await page.getByRole('heading', { level: 1, name: wishInEnglish.title }).waitFor();
    await see(page, 'track');
  });

  it('an agent turns the console to English and works on', async () => {
    const page = await world.desk('agent');
    await page.goto('/work');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: wishInEnglish.title }).waitFor();
    await see(page, 'workbench');
    await page.getByRole('link', { name: wishInEnglish.title }).click();
    const classify = panel(page, 'Classify');
    await classify.getByRole('button', { name: 'Classified, evaluate it' }).click();
    await classify.getByText('Urgency class').first().waitFor();
    await see(page, 'refused');
    for (const tab of ['Timeline', 'Comments', 'Messages', 'Deadlines']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForLoadState('networkidle');
      await see(page, tab.toLowerCase());
    }
    await page.goto('/a/suggestions/suggestion?view=all');
    await page.getByRole('link', { name: wish.title }).waitFor();
    await see(page, 'list');
    await page.getByRole('link', { name: quiet.title }).click();
    await page.getByRole('tab', { name: 'Who was told' }).click();
    await page.getByText('All 2 were told').waitFor();
    await see(page, 'ledger');
  });
});

describe('every page that was opened', () => {
  it('stayed quiet: no error, no failure of the server, no request to another host', () => {
    for (const page of world.pages) expectQuiet(page);
  });
});

/** taskOf asks for the id of the open task of a step, as the page itself was told. */
async function taskOf(page: Page, node: string): Promise<string> {
  const record = await (await page.request.get(recordApi(page))).json();
  return record.process.tasks.find((task: { node: string }) => task.node === node).id;
}

const recordApi = (page: Page) => new URL(page.url()).pathname.replace(/^\/a\/(.*)\/(.*)\/(.*)$/, '/api/v1/apps/$1/forms/$2/records/$3');

/** actOf sends an action without the page's buttons. */
async function actOf(page: Page, body: unknown): Promise<{ status: number; text: string }> {
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'huiyin_csrf')!.value;
  const headers = { 'X-CSRF-Token': decodeURIComponent(csrf), 'Idempotency-Key': crypto.randomUUID() };
  const answer = await page.request.post(`${recordApi(page)}/act`, { data: body, headers });
  return { status: answer.status(), text: await answer.text() };
}

async function tellByHand(page: Page, task: string): Promise<void> {
  const told = panel(page, task);
  await pick(told, /告知方式/, '电话');
  await told.getByRole('textbox', { name: /沟通摘要/ }).fill(call);
  await press(page, told.getByRole('button', { name: '已人工告知' }));
  await told.waitFor({ state: 'detached' });
}

async function classifyIt(page: Page): Promise<void> {
  const classify = panel(page, '分类打标');
  await choose(classify, /紧急类别/, '一般类');
  await choose(classify, /影响范围/, '局部类');
  await choose(classify, /内容类型/, '产品类');
  await press(page, classify.getByRole('button', { name: '完成打标，送评估' }));
  await reached(page, '评估中');
}

async function adoptIt(page: Page): Promise<void> {
  const evaluate = panel(page, '评估决策');
  const points = { 广度: 5, 深度: 4, 战略匹配度: 3, 研发资源: 2, 技术难度: 2 };
  for (const [field, count] of Object.entries(points)) await choose(evaluate, new RegExp(field), `${count} / 5 分`);
  await press(page, evaluate.getByRole('button', { name: '采纳', exact: true }));
  await reached(page, '已采纳');
}

/** inDays writes a day from now as a date field does. */
const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

async function planIt(page: Page): Promise<void> {
  const plan = panel(page, '排期');
  await plan.getByLabel(/计划上线/).fill(inDays(30));
  await pick(plan, /研发负责人/, staff.dev.name);
  await press(page, plan.getByRole('button', { name: '排期完成，开始开发' }));
  await reached(page, '开发中');
}

async function releaseIt(page: Page): Promise<void> {
  const develop = panel(page, '开发');
  await develop.getByRole('textbox', { name: /上线版本/ }).fill(release.version);
  await develop.getByRole('textbox', { name: /上线说明/ }).fill(release.note);
  await press(page, develop.getByRole('button', { name: '上线', exact: true }));
  await reached(page, '已上线');
}
