import { describe, expect, it } from 'vitest';
import { waysTo } from './board';
import type { RecordView, Task } from './record';

const task = (more: Partial<Task>): Task => ({ id: 't', title: 'T', state: 'open', mine: true, people: [{ id: 'u', name: 'U' }], ...more });
const record = (tasks: Task[], moves: object[] = []) => ({ process: { tasks, moves } }) as unknown as RecordView;
const go = { key: 'go', title: 'Go', leads: ['b', 'c'] };

describe('waysTo', () => {
  it('finds buttons and moves by where they lead', () => {
    const here = record([task({ buttons: [go, { key: 'stay', title: 'Stay', leads: ['a'] }] })], [{ key: 'drop', title: 'Drop', leads: ['c'] }]);
    expect(waysTo(here, 'b').open.map(({ key }) => key)).toEqual(['t.go']);
    expect(waysTo(here, 'c').open.map(({ key }) => key)).toEqual(['t.go', 'drop']);
    expect(waysTo(here, 'x')).toEqual({ open: [], stopped: [], claim: false });
  });

  it('tells why a way is closed, each reason once', () => {
    const here = record([task({ buttons: [{ ...go, disabled: 'not told yet' }] })], [{ key: 'm', title: 'M', leads: ['b'], disabled: 'not told yet' }]);
    expect(waysTo(here, 'b')).toEqual({ open: [], stopped: ['not told yet'], claim: false });
  });

  it('leaves what is somebody else’s alone and asks to claim what is nobody’s', () => {
    expect(waysTo(record([task({ mine: false, buttons: [go] })]), 'b').open).toEqual([]);
    expect(waysTo(record([task({ claimable: true, buttons: [go] })]), 'b')).toEqual({ open: [], stopped: [], claim: true });
  });
});
