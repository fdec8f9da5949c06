import { describe, expect, it } from 'vitest';
import { splitViews, whole, widest, type ListView } from './list';

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

describe('the view that shows more', () => {
  const filter = { field: 'record.owner', op: 'eq', value: 'me' };
  const view = (key: string, more: Partial<ListView> = {}): ListView => ({ key, title: key, filter, ...more });

  it('is the one of everything, then one without a condition, then the last', () => {
    expect(widest([view('mine'), view('all'), view('late')], view('mine'))?.key).toBe('all');
    expect(widest([view('mine'), view('open', { filter: null }), view('late')], view('mine'))?.key).toBe('open');
    expect(widest([view('mine'), view('todo'), view('late')], view('mine'))?.key).toBe('late');
    expect(widest([view('mine')], view('mine'))).toBeUndefined();
  });

  it('is not looked for from a view that leaves nothing out', () => {
    expect([view('all'), view('x', { filter: {} }), view('x'), { key: 'y', title: 'y' }].map(whole)).toEqual([true, true, false, false]);
  });
});
