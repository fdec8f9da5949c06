import { describe, expect, it } from 'vitest';
import { splitViews, type ListView } from './list';

const views: ListView[] = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, title: key.toUpperCase() }));
const keys = (list: readonly ListView[]) => list.map((view) => view.key).join('');

describe('views beyond the room for tabs', () => {
  it('stay tabs while there is room', () => {
    expect(keys(splitViews(views, 'a', 5).shown)).toBe('abcde');
    expect(splitViews(views, 'a', 5).more).toEqual([]);
  });

  it('go behind a menu, except the one being looked at', () => {
    expect(keys(splitViews(views, 'a', 3).shown)).toBe('abc');
    expect(keys(splitViews(views, 'e', 3).shown)).toBe('abe');
    expect(keys(splitViews(views, 'e', 3).more)).toBe('cd');
  });
});
