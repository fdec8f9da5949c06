import { describe, expect, it } from 'vitest';
import { grouped, nextSort, offered, parseSort, repeats, shownColumns, type Column, type ListItem } from './list';

const column = (field: string, options = false): Column => ({
  field, title: field, type: 'text', filter: { ops: [], options: options ? [{ value: 'a', text: 'A' }] : undefined },
});
const columns = ['record.no', 'record.status', 'title', 'record.owner', 'record.createdAt', 'note'].map((field) => column(field)).concat(column('kind', true));
const fields = (list: readonly Column[]) => list.map((one) => one.field);

describe('the columns of a list', () => {
  it('are what the person chose, in their order, as far as they still exist', () => {
    expect(fields(shownColumns(columns, { key: 'v', title: 'V', columns: ['note'] }, ['kind', 'gone', 'note']))).toEqual(['kind', 'note']);
  });

  it('are those of the view, else the usual ones', () => {
    expect(fields(shownColumns(columns, { key: 'v', title: 'V', columns: ['note'] }))).toEqual(['note']);
    expect(fields(shownColumns(columns, { key: 'v', title: 'V', columns: [{ field: 'note' }, { field: 'record.owner' }] }))).toEqual(['note', 'record.owner']);
    expect(fields(shownColumns(columns, undefined))).toEqual(['record.status', 'record.owner', 'kind', 'record.createdAt']);
  });
});

describe('a choice of columns', () => {
  const number: Column = { ...column('record.no'), same: 'no' };
  const all = [number, column('record.owner'), column('no'), { ...column('page'), type: 'hidden' }];

  it('offers nothing twice and nothing that people never see, but keeps what is in use', () => {
    expect(fields(offered(all))).toEqual(['record.owner', 'no']);
    expect(fields(offered(all, ['record.no']))).toEqual(['record.no', 'record.owner', 'no']);
  });

  it('tells what every record has from the fields of the form', () => {
    expect(fields(grouped(offered(all)).record)).toEqual(['record.owner']);
    expect(fields(grouped(offered(all)).field)).toEqual(['no']);
  });
});

describe('a column beside the identity of a record', () => {
  const row = (no: string, title: string, name: string) => ({ no, title, cells: { name: { value: name, text: name } } }) as unknown as ListItem;

  it('is left out only where it repeats the number or the title on every row', () => {
    expect(repeats(column('title'), [])).toBe(true);
    expect(repeats(column('name'), [])).toBe(false);
    expect(repeats(column('name'), [row('1', 'A', 'A'), row('2', 'B', 'B')])).toBe(true);
    expect(repeats(column('name'), [row('1', 'A', '1'), row('2', 'B', '2')])).toBe(true);
    expect(repeats(column('name'), [row('1', 'A', 'A'), row('2', 'B', 'C')])).toBe(false);
  });
});

describe('the order of a list', () => {
  it('goes up, down and back to the view’s own', () => {
    expect(parseSort('a:desc')).toEqual({ field: 'a', descending: true });
    expect(parseSort('')).toBeUndefined();
    expect(nextSort(undefined, 'a')).toBe('a:asc');
    expect(nextSort(parseSort('a:asc'), 'a')).toBe('a:desc');
    expect(nextSort(parseSort('a:desc'), 'a')).toBe('');
    expect(nextSort(parseSort('a:desc'), 'b')).toBe('b:asc');
  });
});
