import { describe, expect, it } from 'vitest';
import { kept, leave, moves, replace, replaced, sendTo, settled, sum, targets, type Foresight } from './migration';

const record = (id: string) => ({ id, no: id, title: id, status: '评审中' });
const seen: Foresight = {
  process: 'sop',
  form: 'suggestion',
  title: '建议流程',
  running: 5,
  pinned: 0,
  moving: 3,
  mapped: 0,
  failing: 2,
  places: [{ status: 'reviewing', statusTitle: '评审中', node: 'review', nodeTitle: '评审', count: 2, failing: 2, problems: [], records: [record('a'), record('b')] }],
  going: [],
  statuses: [{ key: 'accepted', title: '已采纳' }],
  nodes: [
    { key: 'schedule', title: '排期', status: 'accepted' },
    { key: 'other', title: '别处', status: 'gone' },
  ],
};

const all = (...processes: Foresight[]) => ({ processes, options: [] });

describe('an order for the records under way (P-20)', () => {
  it('is planned and taken back without changing what it was', () => {
    const empty = {};
    const planned = sendTo(empty, 'sop', 'review', 'schedule');
    expect(planned.plan?.sop?.nodes).toEqual({ review: 'schedule' });
    expect(empty).toEqual({});
    expect(sendTo(planned, 'sop', 'review', undefined).plan?.sop?.nodes).toEqual({});
    expect(sendTo(planned, 'sop', 'hold', 'schedule').plan?.sop?.nodes).toEqual({ review: 'schedule', hold: 'schedule' });
  });

  it('is settled when everybody has a place or stays', () => {
    expect(settled(all(seen), {})).toBe(false);
    expect(settled(all(seen), { pin: true })).toBe(true);
    expect(settled(all(seen), { keep: true })).toBe(true);
    const one = leave({}, 'a', true);
    expect(settled(all(seen), one)).toBe(false);
    const both = leave(one, 'b', true);
    expect(settled(all(seen), both)).toBe(true);
    expect(leave(both, 'a', false).stay).toEqual(['b']);
    expect(settled(all({ ...seen, places: [] }), {})).toBe(true);
  });

  it('names what takes the place of an option', () => {
    const gone = { form: 'suggestion', field: 'module', fieldTitle: '模块', option: 'report', optionTitle: '报表', count: 2, choices: [] };
    const order = replace(replace({}, gone, 'crm'), gone, 'order');
    expect(order.values).toEqual([{ form: 'suggestion', field: 'module', from: 'report', to: 'order' }]);
    expect(replaced(order, gone)).toBe('order');
    expect(replaced(order, { ...gone, field: 'channel' })).toBeUndefined();
    expect(replace(order, gone, undefined).values).toEqual([]);
    expect(moves(order)).toBe(true);
  });

  it('says of every option that goes what becomes of it, if only that records keep it', () => {
    const gone = { form: 'suggestion', field: 'module', fieldTitle: '模块', option: 'report', optionTitle: '报表', count: 2, choices: [] };
    const seen = { processes: [], options: [gone] };
    expect(settled(seen, {})).toBe(false);
    const order = replace({}, gone, kept);
    expect(order.values).toEqual([{ form: 'suggestion', field: 'module', from: 'report', to: '', keep: true }]);
    expect(settled(seen, order)).toBe(true);
    expect(moves(order)).toBe(false);
    expect(settled(seen, { pin: true })).toBe(true);
  });

  it('offers the steps by status', () => {
    expect(targets(seen)).toEqual([{ label: '已采纳', options: [{ value: 'schedule', label: '已采纳 · 排期' }] }]);
    expect(sum([seen, seen], 'running')).toBe(10);
  });
});
