import { describe, expect, it } from 'vitest';
import { conflicts, merged, rebased } from './merge';

const sent = { title: 'mine', urgency: 'high', note: 'only I changed this' };
const differences = [
  { field: 'title', yours: 'mine', theirs: 'theirs', base: 'old' },
  { field: 'urgency', yours: 'high', theirs: 'high', base: 'low' },
  { field: 'module', yours: 'a', theirs: 'b', base: 'a' },
  { field: 'note', yours: 'only I changed this', theirs: 'old note', base: 'old note' },
];

describe('two people changing one record', () => {
  it('leaves to decide only what both changed to different values', () => {
    expect(conflicts(differences, sent).map((one) => one.field)).toEqual(['title']);
  });

  it('keeps mine unless theirs was taken, and loses nothing else', () => {
    expect(merged(sent, {})).toEqual(sent);
    expect(merged(sent, { title: 'theirs' })).toEqual({ urgency: 'high', note: 'only I changed this' });
  });

  it('shows their record with mine on top', () => {
    expect(rebased({ title: 'theirs', module: 'b' }, merged(sent, { title: 'theirs' }))).toEqual({
      title: 'theirs',
      module: 'b',
      urgency: 'high',
      note: 'only I changed this',
    });
  });

  it('counts an emptied field as a change like any other', () => {
    const one = { field: 'title', yours: null, theirs: 'theirs', base: 'old' };
    expect(conflicts([one], { title: null })).toEqual([one]);
    expect(conflicts([{ ...one, theirs: '' }], { title: null })).toEqual([]);
  });
});
