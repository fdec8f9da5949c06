import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { expectQuiet, shot } from '../browser';
import { byHand } from './by_hand';
import { echo } from './echo';
import { english } from './english';
import type { Story } from './story';
import { begin } from './world';

// The three ways share one server, whose world begins before the first.
const story = {} as Story;
beforeAll(async () => {
  story.world = await begin();
});
afterAll(() => story.world?.end());

// The steps are one story: without the one before, the next would only wait for what cannot come.
let broken = false;
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(async () => {
    broken = true;
    for (const [at, page] of story.world.pages.entries()) await shot(page, `spine-failed-${at}`).catch(() => undefined);
  });
});

echo(story);
byHand(story);
english(story);

describe('every page that was opened', () => {
  it('stayed quiet: no error, no failure of the server, no request to another host', () => {
    for (const page of story.world.pages) expectQuiet(page);
  });
});
