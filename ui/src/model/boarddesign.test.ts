import { describe, expect, it } from 'vitest';
import { added, asked, counting, dimension, doubled, drawnAs, keepMeasures, removed, type AskField, type BoardSpec, type ChartKind, type WidgetSpec } from './boarddesign';

const fields: AskField[] = [
  { field: 'record.status', title: 'Status', kind: 'group', few: true },
  { field: 'record.createdAt', title: 'Created', kind: 'time' },
  { field: 'module', title: 'Module', kind: 'group', few: true },
  { field: 'customer', title: 'Customer', kind: 'group' },
  { field: 'impact', title: 'Impact', kind: 'number' },
  { field: 'effort', title: 'Effort', kind: 'number' },
];
const kind = (id: string, dims: [number, number], most: number, begins: ChartKind['begins'], settings = {}): ChartKind => ({ id, shape: { minDims: dims[0], maxDims: dims[1], minMeasures: 1, maxMeasures: most }, settings: { properties: settings }, size: { w: 6, h: 4 }, begins, starter: id === 'four' ? { x: 3, y: 3 } : undefined });
const figure = kind('figure', [0, 0], 3, []);
const bars = kind('bars', [1, 2], 8, ['group'], { stack: {}, lying: {} });
const lines = kind('lines', [1, 2], 8, ['time']);
const crossed = kind('crossed', [2, 2], 1, ['group', 'group']);
const four = kind('four', [2, 2], 1, ['number', 'number'], { x: {}, y: {} });
const empty = (): BoardSpec => ({ widgets: [] });
const put = (spec: BoardSpec, of: ChartKind): WidgetSpec => {
  const key = added(spec, of, of.id, asked(of, 'wish', fields));
  return spec.widgets.find((one) => one.key === key)!;
};

describe('a new widget', () => {
  it('asks what its chart is made for, of fields that fit', () => {
    expect(asked(figure, 'wish', fields)).toEqual({ dataset: 'wish', measures: [{ key: 'n', fn: 'count' }], period: { field: 'record.createdAt' } });
    expect(asked(bars, 'wish', fields).by).toEqual([{ field: 'record.status' }]);
    expect(asked(lines, 'wish', fields).by).toEqual([{ field: 'record.createdAt', bucket: 'month', fill: true }]);
    expect(asked(crossed, 'wish', fields).by!.map(({ field }) => field)).toEqual(['record.status', 'module']);
    expect(asked(four, 'wish', fields).by!.map(({ field }) => field)).toEqual(['impact', 'effort']);
  });

  it('takes another field where there is none of the kind, and keeps the greatest of a field with many values', () => {
    expect(asked(lines, 'wish', fields.slice(2)).by).toEqual([{ field: 'module' }]);
    expect(dimension(fields[3]!)).toEqual({ field: 'customer', top: 10 });
  });

  it('stands where there is room or where it was dropped, under a key of its own', () => {
    const spec = empty();
    expect(put(spec, bars).place).toEqual({ x: 0, y: 0, w: 6, h: 4 });
    const second = put(spec, bars);
    expect([second.key, second.place.x]).toEqual(['bars_2', 6]);
    added(spec, figure, 'x', asked(figure, 'wish', fields), { x: 2, y: 0 });
    expect(spec.widgets[2]!.place).toMatchObject({ x: 2, y: 0 });
    expect(spec.widgets[0]!.place.y).toBe(4);
  });

  it('can be copied and taken off; what is left moves up', () => {
    const spec = empty();
    const first = put(spec, bars);
    put(spec, four);
    expect(doubled(spec, first.key)).toBe('bars_2');
    expect(spec.widgets[2]!.question).toEqual(first.question);
    removed(spec, 'bars');
    removed(spec, 'four');
    expect(spec.widgets.map(({ key, place }) => [key, place.y])).toEqual([['bars_2', 0]]);
    expect(doubled(spec, 'nope')).toBeUndefined();
  });
});

describe('another chart in place', () => {
  it('keeps what it can show and adds what it needs', () => {
    const widget = put(empty(), bars);
    widget.settings = { stack: 'percent' };
    drawnAs(widget, crossed, fields);
    expect(widget.question.by!.map(({ field }) => field)).toEqual(['record.status', 'module']);
    expect(widget.settings).toBeUndefined();
    drawnAs(widget, four, fields);
    expect(widget.question.by!.map(({ field }) => field)).toEqual(['impact', 'effort']);
    expect(widget.settings).toEqual({ x: 3, y: 3 });
    drawnAs(widget, figure, fields);
    expect(widget.question.by).toBeUndefined();
  });

  it('drops measures it has no room for, with their names and the order by them', () => {
    const widget = put(empty(), bars);
    keepMeasures(widget, [{ key: 'n', fn: 'count' }, { key: 'm', fn: 'avg', of: 'impact' }]);
    widget.titles = { n: 'How many', m: 'Mean' };
    widget.question.sort = [{ by: 'm', desc: true }];
    drawnAs(widget, crossed, fields);
    expect(widget.question.measures.map(({ key }) => key)).toEqual(['n']);
    expect(widget.titles).toEqual({ n: 'How many' });
    expect(widget.question.sort).toBeUndefined();
  });

  it('fills empty days only where there is one row a day', () => {
    const widget = put(empty(), lines);
    widget.question.by!.push({ field: 'module' });
    drawnAs(widget, bars, fields);
    expect(widget.question.by).toEqual([{ field: 'record.createdAt', bucket: 'month' }, { field: 'module' }]);
  });
});

describe('another measure', () => {
  const n = { key: 'n', fn: 'count', where: { field: 'module', op: 'notEmpty' } };
  it('is about something it can be about', () => {
    expect(counting(n, 'avg', fields, [n])).toEqual({ key: 'n', fn: 'avg', of: 'impact', where: n.where });
    expect(counting({ key: 'n', fn: 'avg', of: 'effort' }, 'percentile', fields, [])).toEqual({ key: 'n', fn: 'percentile', of: 'effort', p: 90 });
    expect(counting(n, 'ratio', fields, [n, { key: 'a', fn: 'count' }, { key: 'b', fn: 'count' }])).toEqual({ key: 'n', fn: 'ratio', of: 'a', per: 'b' });
    expect(counting({ key: 'n', fn: 'avg', of: 'effort' }, 'count', fields, [])).toEqual({ key: 'n', fn: 'count' });
  });
});
