import { describe, expect, it } from 'vitest';
import { emptyFilter, fromTree } from './filter';
import { arranged, everything, withWhole, type ListView } from './list';
import { changed, changesOf, contentOf, filterOf, joined, sortOf, storedOf, type Saved } from './savedview';

const saved: Saved = { rev: 1, look: 'table', shared: false, roles: [], change: true };
const high = { field: 'urgency', op: 'eq', value: 'high' };
const mine = { field: 'record.owner', op: 'eq', value: { field: 'user.id' } };
const own: ListView = { key: '~1', title: '急', filter: { all: [high] }, sort: [{ field: 'no', desc: true }], columns: [{ field: 'a' }], saved };
const seen = { view: own, filter: undefined, sort: undefined, columns: ['a'], usual: ['a'], look: 'table' };

describe('the views of a form', () => {
  it('include one of everything where people saved all there are', () => {
    expect(withWhole([own], '全部').map((view) => `${view.key}${view.start ? '!' : ''}`)).toEqual([`${everything}!`, '~1']);
    expect(withWhole([{ ...own, start: true }], '全部').map((view) => `${view.key}${view.start ? '!' : ''}`)).toEqual([everything, '~1!']);
    expect(withWhole([{ key: 'a', title: 'a' }, own], '全部')).toHaveLength(2);
    expect(withWhole([], '全部')).toEqual([]);
    expect(withWhole([{ key: 'a', title: 'a' }], '全部', true).map((view) => view.key)).toEqual(['a', everything]);
  });
});

describe('a saved view', () => {
  it('opens in the filter builder, unless it compares with who reads', () => {
    expect(filterOf(own)).toEqual(fromTree({ all: [high] }));
    expect(filterOf({ ...own, filter: null })).toEqual(emptyFilter);
    expect(filterOf({ ...own, filter: { all: [high, mine] } })).toBeUndefined();
    expect(filterOf({ ...own, filter: { field: 'day', op: 'gte', value: { relative: 'today' } } })).toBeDefined();
    expect(filterOf({ ...own, saved: undefined })).toBeUndefined();
  });

  it('is changed by whatever differs from it', () => {
    expect(changed(changesOf(seen))).toBe(false);
    expect(changesOf({ ...seen, filter: fromTree({ all: [high] }) }).filter).toBe(false);
    expect(changesOf({ ...seen, filter: emptyFilter }).filter).toBe(true);
    expect(changesOf({ ...seen, sort: { field: 'no', descending: true } }).sort).toBe(false);
    expect(changesOf({ ...seen, sort: { field: 'no', descending: false } }).sort).toBe(true);
    expect(changesOf({ ...seen, columns: ['a', 'b'] }).columns).toBe(true);
    expect(changesOf({ ...seen, look: 'board' }).look).toBe(true);
    expect(changed(changesOf({ ...seen, view: { ...own, saved: undefined, filter: mine }, look: 'board' }))).toBe(false);
  });

  it('is what a person sees', () => {
    expect(contentOf(seen, '急件')).toEqual({ title: '急件', columns: [{ field: 'a' }], filter: { all: [high] }, sort: [{ field: 'no', desc: true }], look: 'table', shared: false, roles: [] });
    expect(contentOf(seen, '急')).toEqual(storedOf(own));
    expect(contentOf({ ...seen, filter: emptyFilter }, '急件').filter).toBeNull();
    const view: ListView = { key: 'mine', title: '我的', filter: mine };
    expect(contentOf({ ...seen, view, filter: fromTree(high) }, '急件').filter).toEqual({ all: [mine, high] });
  });

  it('joins what its view asks for with what is asked beside it', () => {
    expect(joined(null, undefined)).toBeUndefined();
    expect(joined({}, fromTree(high))).toEqual({ all: [high] });
    expect(joined({ any: [high, mine] }, fromTree(high))).toEqual({ all: [{ any: [high, mine] }, high] });
  });

  it('has an order of one field at most', () => {
    expect(sortOf(own)).toEqual({ field: 'no', descending: true });
    expect(sortOf({ ...own, sort: null })).toBeUndefined();
  });

  it('stands behind the view the list opens with', () => {
    const views: ListView[] = [{ key: 'a', title: 'a' }, { key: 'b', title: 'b', start: true }, { key: 's', title: 's', saved: { ...saved, shared: true } }, own];
    expect(arranged(views).map((view) => view.key).join(' ')).toBe('b ~1 a s');
  });
});
