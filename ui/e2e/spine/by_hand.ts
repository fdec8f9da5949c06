import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask } from '../person';
import { openForm, pixel, send, tell, type Sent } from './customer';
import { openRecord, panel, pick, press, reached } from './staff';
import { adoptIt, classifyIt, planIt, releaseIt } from './steps';
import { call, quiet, see, wish, type Story } from './story';
import { staff } from './world';

/** byHand is the way of a customer who left no address: told on the phone, and not closed before. */
export function byHand(story: Story): void {
  describe('a customer without an address', () => {
    let second: Sent;

    it('goes the same way', async () => {
      const phone = await story.world.phone();
      await openForm(phone);
      await tell(phone, quiet);
      second = await send(phone);
      const agent = await story.world.desk('agent');
      await openRecord(agent, quiet.title);
      await classifyIt(agent);
      const pm = await story.world.desk('pm');
      await openRecord(pm, quiet.title);
      await adoptIt(pm);
      await planIt(pm);
      const dev = await story.world.desk('dev');
      await openRecord(dev, quiet.title);
      await releaseIt(dev);
    });

    it('cannot be closed before the customer was told, in words and by any way', async () => {
      const page = await story.world.desk('agent');
      await page.goto('/work');
      await page.getByRole('link', { name: quiet.title }).first().waitFor();
      // One record, two things to do: follow it up, and tell the customer; one call tells both promises.
      await page.getByText('有 2 件事等您处理').waitFor();
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
      const page = await story.world.desk('agent');
      const released = panel(page, '人工告知：建议已上线');
      await released.getByRole('button', { name: '已人工告知' }).click();
      await released.getByText('请填写“沟通摘要”').first().waitFor();
      await see(page, 'agent-told-refused');
      await tellByHand(page, '人工告知：建议已上线');
      await press(page, panel(page, '回访与关闭').getByRole('button', { name: '关闭', exact: true }));
      await reached(page, '已关闭');
      await page.getByRole('tab', { name: '告知账本' }).click();
      const entries = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: quiet.name });
      expect(await entries.count()).toBe(2);
      for (const entry of await entries.all()) {
        const words = await entry.innerText();
        for (const part of [quiet.name, '电话', `由 ${staff.agent.name} 告知`, call]) expect(words).toContain(part);
        // What proves it can be looked at from the ledger.
        const proof = await page.request.get((await entry.getByRole('link').getAttribute('href'))!);
        expect([proof.status(), proof.headers()['content-type']]).toEqual([200, 'image/png']);
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
      const customer = await story.world.phone();
      await customer.goto(second.track);
      await customer.getByText('此事已办结').waitFor();
    });

    it('and nobody was written to who should not have been', () => {
      expect(story.world.mailbox.all().map(({ to }) => to)).toEqual([wish.email, wish.email, wish.email]);
    });
  });
}

/** taskOf asks for the id of the open task of a step, as the page itself was told. */
async function taskOf(page: Page, node: string): Promise<string> {
  const record = await (await page.request.get(recordApi(page))).json();
  return record.process.tasks.find((task: { node: string }) => task.node === node).id;
}

const recordApi = (page: Page) => new URL(page.url()).pathname.replace(/^\/a\/(.*)\/(.*)\/(.*)$/, '/api/v1/apps/$1/forms/$2/records/$3');

/** actOf sends an action without the page's buttons. */
async function actOf(page: Page, body: unknown): Promise<{ status: number; text: string }> {
  const answer = await ask(page, 'POST', `${recordApi(page)}/act`, body);
  return { status: answer.status(), text: await answer.text() };
}

async function tellByHand(page: Page, task: string): Promise<void> {
  const told = panel(page, task);
  await pick(told, /告知方式/, '电话');
  await told.getByRole('textbox', { name: /沟通摘要/ }).fill(call);
  await told.locator('input[type="file"][aria-label="截图凭证"]').setInputFiles({ name: '通话记录.png', mimeType: 'image/png', buffer: pixel });
  await told.getByText('通话记录.png').waitFor();
  await told.locator('progress').waitFor({ state: 'detached' });
  await press(page, told.getByRole('button', { name: '已人工告知' }));
  await told.waitFor({ state: 'detached' });
}
