import { describe, expect, it } from 'vitest';
import { call, decide, suggestions } from '../person';
import { idle } from '../browser';
import { openForm, send, tell, words, type Sent } from './customer';
import { panel } from './staff';
import { quiet, seeEnglish, wish, wishInEnglish, type Story } from './story';

/** english is the same in the other language, as far as the clerk's desk. */
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
      await page.goto('/work');
      await page.getByRole('button', { name: 'English' }).click();
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

    it('goes the whole way, and the customer reads of the release in English', async () => {
      const agent = await story.world.desk('agent');
      const { items } = await call<{ items: { id: string; no: string }[] }>(agent, 'GET', `${suggestions}?q=${third.no}`);
      const at = `${suggestions}/${items.find(({ no }) => no === third.no)!.id}`;
      await decide(agent, at, 'classified', { urgency_class: 'general', scope: 'local', content_class: 'product', tag_type: 'feature', tag_module: 'inventory' });
      await decide(await story.world.desk('pm'), at, 'accept', { impact_breadth: 5, impact_depth: 4, strategic_fit: 3, effort_resource: 2, effort_difficulty: 2 });
      const dev = await story.world.desk('dev');
      const me = (await call<{ user: { id: string } }>(dev, 'GET', '/api/v1/session')).user.id;
      await decide(await story.world.desk('pm'), at, 'scheduled', { planned_release: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10), rd_owner: me });
      await decide(dev, at, 'release', { release_version: 'v3.3', release_note: 'The last warehouse is remembered for each user.' });
      const mail = await story.world.mailbox.wait(wishInEnglish.email!, 'is live');
      expect(mail.subject).toBe(`Your suggestion is live: ${third.no}`);
      expect(mail.text).toContain('The last warehouse is remembered for each user.');
      const page = await story.world.phone('en-GB');
      await page.goto(third.track);
      await page.getByText('The last warehouse is remembered for each user.').first().waitFor();
      await seeEnglish(page, 'track-released');
    });
  });
}
