import { expect, it } from 'vitest';
import type { TimelineEntry } from './record';
import { stretches } from './timeline';

it('folds what the machinery did in a row, and nothing else', () => {
  const entries = ['person', 'rule', 'mail', 'person', 'rule', 'person'].map((type, seq): TimelineEntry => ({ seq, at: '', type, text: type, aside: type !== 'person' }));
  expect(stretches(entries).map(({ aside, entries: inside }) => [aside, inside.length])).toEqual([[false, 1], [true, 2], [false, 3]]);
});
