import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { idle } from '../browser';
import { openForm, send, tell, words, type Sent } from './customer';
import { openRecord, panel } from './staff';
import { adoptIt, classifyIt, planIt, releaseIt } from './steps';
import { quiet, releaseInEnglish, seeEnglish, wish, wishInEnglish, type Story } from './story';

/** english is the same in the other language, from the customer's form to the release. */
export function english(story: Story): void {
  describe('the same in English', () => {
    let third: Sent;

    it('a customer fills in the form, is thanked by mail and follows it', async () => {
      const page = await story.world.phone('en-GB');
      await openForm(page);
      await page.getByRole('button', { name: words.en.send, exact: true }).click();
      await page.locator('[data-summary]').waitFor();
      await seeEnglish(page, 'form-refused');
      await tell(page, wishInEnglish, words.en);
      third = await send(page, words.en);
      await seeEnglish(page, 'form-sent');
      const mail = await story.world.mailbox.wait(wishInEnglish.email!, third.no);
      expect(mail.subject).toBe(`We have got your suggestion: ${third.no}`);
      expect(mail.text).toMatch(/within 72 hours|It is after hours here/);
      await page.goto(third.track);
      await page.getByRole('heading', { level: 1, name: wishInEnglish.title }).waitFor();
      await seeEnglish(page, 'track');
    });

    it('an agent turns the console to English and works on', async () => {
      const page = await story.world.desk('agent');
      await inEnglish(page);
      await page.getByRole('link', { name: wishInEnglish.title }).waitFor();
      await seeEnglish(page, 'workbench');
      await page.getByRole('link', { name: wishInEnglish.title }).click();
      const classify = panel(page, 'Classify');
      await classify.getByRole('button', { name: 'Classified, evaluate it' }).click();
      await classify.getByText('Urgency class').first().waitFor();
      await seeEnglish(page, 'refused');
      for (const tab of ['Timeline', 'Comments', 'Messages', 'Deadlines']) {
        await page.getByRole('tab', { name: tab }).click();
        await idle(page);
        await seeEnglish(page, tab.toLowerCase());
      }
      await page.goto('/a/suggestions/suggestion?view=all');
      await page.getByRole('link', { name: wish.title }).waitFor();
      await seeEnglish(page, 'list');
      await page.getByRole('link', { name: quiet.title }).click();
      await page.getByRole('tab', { name: 'Promise ledger' }).click();
      await page.getByText('All 2 were told').waitFor();
      await seeEnglish(page, 'ledger');
    });

    it('goes the whole way in the browser, and the customer reads of the release in English', async () => {
      const agent = await story.world.desk('agent');
      await openRecord(agent, wishInEnglish.title);
      await classifyIt(agent, 'en');
      await seeEnglish(agent, 'classified');
      const pm = await story.world.desk('pm');
      await inEnglish(pm);
      await openRecord(pm, wishInEnglish.title);
      await seeEnglish(pm, 'evaluate');
      await adoptIt(pm, 'en');
      await seeEnglish(pm, 'adopted');
      await planIt(pm, 'en');
      const dev = await story.world.desk('dev');
      await inEnglish(dev);
      await openRecord(dev, wishInEnglish.title);
      await releaseIt(dev, releaseInEnglish, 'en');
      await seeEnglish(dev, 'released');
      const mail = await story.world.mailbox.wait(wishInEnglish.email!, 'is live');
      expect(mail.subject).toBe(`Your suggestion is live: ${third.no}`);
      expect(mail.text).toContain(releaseInEnglish.note);
      const page = await story.world.phone('en-GB');
      await page.goto(third.track);
      await page.getByText(releaseInEnglish.note).first().waitFor();
      await seeEnglish(page, 'track-released');
    });
  });
}

/** inEnglish turns the console of somebody to English. */
async function inEnglish(page: Page): Promise<void> {
  await page.goto('/work');
  await page.getByRole('button', { name: 'English' }).click();
}
