import { describe, expect, it } from 'vitest';
import { foreignTo } from './action';
import type { FormView } from './formview';
import { actors, elsewhere, essence, fates, kept, prefilled, standing, traced, type Offer, type Played, type Took } from './trial';

const person = (id: string) => ({ id, name: id, roles: [], admin: false });
const offers: Offer[] = [
  { task: 't1', key: 'go', title: '通过', may: ['lin'] },
  { task: '', key: 'stop', title: '作废', may: ['boss', 'lin'] },
];
const wait: Played = { step: { do: 'wait', elapsed: 'PT1H' }, said: '+1' };
const took = (at: string): Took => ({ at, entries: [], sent: [], called: [], records: [] });

describe('a trial of a process', () => {
  it('stands at some steps and came by the others', () => {
    const { now, past } = standing({ nodes: ['b'], past: ['start', 'a', 'b'] });
    expect([...now]).toEqual(['b']);
    expect([...past]).toEqual(['start', 'a']);
  });

  it('fills in samples only where something is missing and may be written', () => {
    const field = (key: string, level = 'write', more = {}) => ({ key, type: 'text', title: key, level, ...more });
    const view = { key: 'f', title: 'f', values: { had: '有' }, fields: { had: field('had'), need: field('need'), read: field('read', 'read'), usual: field('usual', 'write', { default: '默认' }) } } as unknown as FormView;
    expect(prefilled(view, ['had', 'need', 'read', 'usual', 'unknown'], { had: 'x', need: '样例', read: 'x', usual: 'x', other: 'x' })).toEqual({ had: '有', need: '样例' });
  });

  it('puts first who may press something', () => {
    const { may, others } = actors([person('ann'), person('boss'), person('lin')], offers);
    expect(may.map(({ id }) => id)).toEqual(['boss', 'lin']);
    expect(others.map(({ id }) => id)).toEqual(['ann']);
  });

  it('knows what others may press', () => {
    expect(elsewhere(offers, 't1', 'boss').map(({ key }) => key)).toEqual(['go']);
    expect(elsewhere(offers, '', 'boss')).toEqual([]);
  });

  it('drops what was refused and what followed it', () => {
    const steps = [wait, wait, wait];
    expect(kept(steps, { refused: { step: 1, problems: [] } })).toHaveLength(1);
    expect(kept(steps, { refused: null })).toEqual(steps);
  });

  it('tells the newest step first, without those that were not played', () => {
    expect(traced([{ ...wait, said: 'one' }, { ...wait, said: 'two' }], [took('1')]).map(({ said }) => said)).toEqual(['one']);
    expect(traced([{ ...wait, said: 'one' }, { ...wait, said: 'two' }], [took('1'), took('2')]).map(({ said, at }) => [said, at])).toEqual([['two', 1], ['one', 0]]);
  });

  it('says what matters of a step: not the machinery, but every reminder', () => {
    const entry = (seq: number, type: string, aside: boolean) => ({ seq, type, aside, at: '', text: '' });
    const all = { ...took('1'), entries: [entry(1, 'rule', true), entry(2, 'sla_level', true), entry(3, 'status_entered', false)] };
    expect(essence(all).entries.map(({ seq }) => seq)).toEqual([2, 3]);
    const changes = [{ field: 'a', title: 'A', new: 1 }];
    const filled = { ...took('1'), entries: [{ ...entry(1, 'edited', false), changes }, { ...entry(2, 'edited', false), changes, by: { id: 'system', name: '系统', kind: 'system' } }] };
    expect(essence(filled).entries.map((one) => one.changes?.length)).toEqual([0, 1]);
  });

  it('sends with a button nothing that only another one asks for', () => {
    const task = { id: 't', title: '', state: 'open', mine: true, fields: { ask: ['note'] }, buttons: [{ key: 'go', title: '', require: ['a', 'b'] }, { key: 'ask', title: '', require: ['b', 'question', 'note'] }] };
    expect([...foreignTo(task, task.buttons[0]!)]).toEqual(['question']);
  });

  it('remembers how the world outside behaves', () => {
    const outside = (step: object): Played => ({ step: { do: 'outside', ...step }, said: '' });
    expect(fates([outside({ mail: 'failed' }), wait, outside({ calls: 'failed' }), outside({ mail: 'ok' })])).toEqual({ calls: 'failed', mail: 'ok' });
  });
});
