import { describe, expect, it } from 'vitest';
import { choices, step, type SearchGroup } from './search';

const item = (id: string) => ({ id, no: [{ text: id }], title: [{ text: id }], status: null, createdAt: '2026-03-02T01:00:00Z', facts: [], found: [] });
const group = (form: string, ids: string[], next = ''): SearchGroup => ({ app: 'desk', appTitle: '', form, title: form, items: ids.map(item), next });

describe('choices', () => {
  it('are the records of every form, and a way to the rest', () => {
    expect(choices([group('a', ['1', '2'], 'more'), group('b', ['3'])], '导出 &').map((one) => one.to)).toEqual([
      '/a/desk/a/1',
      '/a/desk/a/2',
      '/a/desk/a?q=%E5%AF%BC%E5%87%BA%20%26',
      '/a/desk/b/3',
    ]);
  });
});

describe('step', () => {
  it('walks round', () => {
    expect([step('ArrowDown', 0, 3), step('ArrowDown', 2, 3), step('ArrowUp', 0, 3), step('ArrowDown', 0, 0), step('a', 0, 3)]).toEqual([1, 0, 2, undefined, undefined]);
  });
});
