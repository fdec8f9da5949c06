import { describe, expect, it } from 'vitest';
import { columnText, untitled, type Column } from './formulatext';

const subtotal: Column = { table: 'items', key: 'subtotal', adds: true };
const note: Column = { table: 'items', key: 'note', adds: false };

describe('a column of rows', () => {
  it('is written as it can be read where the cursor stands', () => {
    expect(columnText('', subtotal)).toBe('sum(items, .subtotal)');
    expect(columnText('1 + round(2) + ', subtotal)).toBe('sum(items, .subtotal)');
    expect(columnText('', note)).toBe('map(items, .note)');
    expect(columnText('sum(', subtotal)).toBe('items, .subtotal');
    expect(columnText('sum(items, ', subtotal)).toBe('.subtotal');
    expect(columnText('sum(items, .price * round(.count) - ', subtotal)).toBe('.subtotal');
  });
});

describe('titles in a formula', () => {
  const named = {
    fields: new Map([['单价', ['price']], ['数量', ['count']], ['备注', ['note1', 'note2']]]),
    columns: new Map([['小计', [subtotal]], ['单价', [{ ...subtotal, key: 'unit_price' }]], ['说明', [note, note]]]),
  };
  const changed = (source: string) => untitled(source, named).reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), source);

  it('become what they mean when that is one thing', () => {
    expect(changed('单价*数量')).toBe('price*count');
    expect(changed('sum(小计) + 数量')).toBe('sum(items, .subtotal) + count');
    expect(changed('sum(items, .单价)')).toBe('sum(items, .unit_price)');
    expect(changed('小计 * 2')).toBe('sum(items, .subtotal) * 2');
  });

  it('stay as they are in texts, and where they mean several things or nothing', () => {
    for (const source of ['"单价" + text(1)', '备注', 'map(items, .说明)', '总价', 'price', '']) expect(changed(source)).toBe(source);
  });
});
