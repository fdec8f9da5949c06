import { describe, expect, it } from 'vitest';
import { attach, openForm, send, tell, words } from './customer';
import { fact, openRecord, panel, reached } from './staff';
import { adoptIt, classifyIt, planIt, releaseIt } from './steps';
import { picture, release, see, wish, type Story } from './story';
import { password, staff } from './world';

/** echo is the whole way with mail: from the empty server to the customer's "it works". */
export function echo(story: Story): void {
  describe('a suggestion from the first visit to the echo', () => {
    it('the first visitor becomes administrator and chooses the five steps', async () => {
      const page = await story.world.screen();
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
        await story.world.server.run(['user', 'add', login, name, '--roles', roles.join(','), '--password-stdin'], `${password}\n`);
      }
      await story.world.server.run(['user', 'add', 'manager', '顾远', '--password-stdin'], `${password}\n`);
      await story.world.server.run(['user', 'role', 'manager', 'suggestions/decision_maker']);
      const list = await story.world.server.run(['user', 'list']);
      expect(list).toMatch(/agent\s+林小雨\s+suggestions\/cs_agent/);
      expect(list).toMatch(/manager\s+顾远\s+suggestions\/decision_maker/);
      expect(list.trim().split('\n')).toHaveLength(5);
    });

    it('a customer on a phone is told what is missing, loses nothing, and gets a number and a link', async () => {
      const page = await story.world.phone();
      await openForm(page);
      await see(page, 'form');
      await page.getByRole('button', { name: words.zh.send }).click();
      await page.locator('[data-summary]').waitFor();
      // Five that must be filled in, and the three of which one is wanted.
      expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(8);
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
      story.first = await send(page);
      expect(story.first!.no).toMatch(/^JY\d{10}$/);
      await see(page, 'form-sent');
      await page.getByRole('link', { name: '查看进度' }).click();
      await page.getByRole('heading', { level: 1, name: wish.title }).waitFor();
      await see(page, 'track-received');
    });

    it('the acknowledgement arrives, with other words after hours', async () => {
      const mail = await story.world.mailbox.wait(wish.email!, story.first!.no);
      expect(mail.subject).toBe(`收到您的建议：${story.first!.no}`);
      expect(mail.text).toMatch(/最迟 72 小时内给您回音|现在是休息时间/);
      expect(mail.text).toContain(story.world.server.url + story.first!.track);
      expect(mail.from).toBe('echo@huiyin.example');
      expect(mail.header('auto-submitted')).toBe('auto-generated');
      expect(mail.header('message-id')).toMatch(/@huiyin>$/);
      expect(mail.header('date')).not.toBe('');
      expect(story.world.mailbox.to(wish.email!)).toHaveLength(1);
    });

    it('the agent finds it on the workbench, is told what is missing, and classifies it', async () => {
      const page = await story.world.desk('agent');
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
      for (const field of ['紧急类别', '影响范围', '内容类型']) await classify.getByText(`请选择“${field}”`).waitFor();
      expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(3);
      await see(page, 'agent-refused');
      await classifyIt(page);
      await see(page, 'agent-classified');
    });

    it('the product manager scores it and adopts it, and the customer is told so', async () => {
      const page = await story.world.desk('pm');
      await openRecord(page, wish.title);
      const evaluate = panel(page, '评估决策');
      await evaluate.getByRole('button', { name: '采纳', exact: true }).click();
      await evaluate.getByText('请填写“广度”').waitFor();
      expect(await page.locator('[data-field] [aria-invalid="true"]').count()).toBe(5);
      await see(page, 'pm-refused');
      await adoptIt(page);
      await see(page, 'pm-adopted');
      const mail = await story.world.mailbox.wait(wish.email!, '被采纳了');
      expect(mail.text).toContain(wish.title);
      expect(mail.text).toContain(story.world.server.url + story.first!.track);
    });

    it('it is planned and released, and the customer reads so by mail and on the phone', async () => {
      const pm = await story.world.desk('pm');
      const plan = panel(pm, '排期');
      await plan.getByRole('button', { name: '排期完成，开始开发' }).click();
      await plan.getByText('请填写“计划上线日期”').waitFor();
      await see(pm, 'pm-plan-refused');
      await planIt(pm);
      const dev = await story.world.desk('dev');
      await openRecord(dev, wish.title);
      await panel(dev, '开发').getByRole('button', { name: '上线', exact: true }).click();
      await panel(dev, '开发').getByText('请填写“上线版本”').waitFor();
      await see(dev, 'dev-refused');
      await releaseIt(dev);
      await see(dev, 'dev-released');
      const mail = await story.world.mailbox.wait(wish.email!, '上线了');
      expect(mail.text).toContain(release.note);
      const customer = await story.world.phone();
      await customer.goto(story.first!.track);
      await customer.locator('[aria-current="step"]').getByText('已上线').waitFor();
      expect(await customer.getByText(release.version).isVisible()).toBe(true);
      await see(customer, 'track-released');
    });

    it('the customer says that it works, and the circle is closed', async () => {
      const customer = await story.world.phone();
      await customer.goto(story.first!.track);
      await customer.getByRole('button', { name: '很好，可以了' }).click();
      await see(customer, 'track-answer');
      await customer.getByRole('group').getByRole('button', { name: '很好，可以了' }).click();
      await customer.getByText('此事已办结').waitFor();
      await see(customer, 'track-closed');
      const manager = await story.world.desk('manager');
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
}
