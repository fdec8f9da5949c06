import { expect, it } from 'vitest';
import { behindPath, changeOf, figure, inReading, labelOf } from './dashboard';

const say = (key: string, params?: Record<string, unknown>) => (params ? `${key} ${JSON.stringify(params)}` : key);

it('reads widgets row by row', () => {
  const at = (key: string, x: number, y: number) => ({ key, title: key, chart: 'bar', form: 'f', place: { x, y, w: 3, h: 2 } });
  expect(inReading([at('c', 0, 2), at('b', 6, 0), at('a', 0, 0)]).map((one) => one.key)).toEqual(['a', 'b', 'c']);
});

it.each([
  [null, 'empty'],
  ['new', '待处理'],
  ['2026-03', '2026-03'],
  [true, 'yes'],
  [{ others: 3 }, 'others {"count":3}'],
  [{ from: 0, to: 10 }, 'between {"from":0,"to":10}'],
  [{ to: 10 }, 'below {"to":10}'],
  [{ from: 10 }, 'above {"value":10}'],
  [3.5, '3.5'],
])('says the label %j', (by, words) => expect(labelOf(by, { new: { text: '待处理' } }, say)).toBe(words));

it.each([
  [{ value: null }, undefined, '—'],
  [{ value: 0 }, undefined, '0'],
  [{ value: 1234.567 }, undefined, '1,235'],
  [{ value: 12.345 }, undefined, '12.35'],
  [{ value: 0.4567 }, 'percent', '45.7%'],
  [{ value: '2026-03-02' }, undefined, '2026-03-02'],
])('writes %j as people do', (cell, format, words) => expect(figure(cell, format, 'zh-CN')).toBe(words));

it('compares with what was, unless that says nothing', () => {
  expect(changeOf({ value: 12 }, { value: 10 })).toBeCloseTo(0.2);
  expect(changeOf({ value: 12 }, { value: 0 })).toBeUndefined();
  expect(changeOf({ value: null }, { value: 10 })).toBeUndefined();
});

it('leads to the records behind a figure', () => {
  const path = behindPath('a', 'f', 'everything', { field: 'x', op: 'eq', value: '甲&乙' });
  expect(JSON.parse(new URL(path, 'http://x').searchParams.get('filter')!)).toEqual({ field: 'x', op: 'eq', value: '甲&乙' });
});
