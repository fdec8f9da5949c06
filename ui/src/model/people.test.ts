import { describe, expect, it } from 'vitest';
import { dayOf, indented, nobodyYet, placesFor, profileOf, roleNames, startOf, treeOf, withRole, type Branch } from './people';

const branch = (id: string, parent = ''): Branch => ({ id, parent, rev: 1, name: id.toUpperCase(), head: null, own: 0, total: 0 });
const all = [branch('b', 'a'), branch('a'), branch('c', 'b'), branch('d', 'a'), branch('e')];
const ids = (twigs: { branch: Branch }[]) => twigs.map((twig) => twig.branch.id);

describe('departments', () => {
  it('stand below their parent, however they came', () => {
    expect(treeOf(all).map(({ branch: { id }, depth }) => `${depth}${id}`)).toEqual(['0a', '1b', '2c', '1d', '0e']);
    expect(indented(treeOf(all)[2]!)).toBe('\u2003\u2003C');
  });
  it('are all shown once, also below what is gone', () => {
    expect(ids(treeOf([branch('x', 'gone'), branch('y', 'x')]))).toEqual(['x', 'y']);
  });
  it('are never moved below themselves', () => {
    expect(ids(placesFor(all, 'a'))).toEqual(['e']);
    expect(ids(placesFor(all, 'b'))).toEqual(['a', 'd', 'e']);
    expect(ids(placesFor(all, 'new'))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('roles', () => {
  it('are given once and taken away', () => {
    expect(withRole(['b/x'], 'a/y', true)).toEqual(['a/y', 'b/x']);
    expect(withRole(['a/y', 'b/x'], 'a/y', true)).toEqual(['a/y', 'b/x']);
    expect(withRole(['a/y', 'b/x'], 'a/y', false)).toEqual(['b/x']);
  });
  it('are said by title, those no app knows by key', () => {
    const groups = [{ app: 'a', title: 'A', roles: [{ key: 'a/y', title: '客服' }] }];
    expect(roleNames(['a/y', 'gone/x'], groups)).toEqual(['客服', 'gone/x']);
  });
});

describe('an absence', () => {
  it('lasts from the first day to the end of the last, here', () => {
    const from = startOf('2026-03-05');
    const to = startOf('2026-03-05', true);
    expect(new Date(to).getTime() - new Date(from).getTime()).toBe(24 * 3600_000);
    expect(dayOf(from)).toBe('2026-03-05');
    expect(dayOf(to, true)).toBe('2026-03-05');
    expect(dayOf(startOf('2026-12-31', true))).toBe('2027-01-01');
  });
  it('says nothing where nothing was entered', () => {
    expect(dayOf(startOf(''))).toBe('');
    expect(dayOf('nonsense')).toBe('');
  });
});

it('only what can be entered is sent back', () => {
  expect(profileOf({ ...nobodyYet, name: '王芳', id: 'u', rev: 3 } as never)).toEqual({ ...nobodyYet, name: '王芳' });
});
