import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import { src } from '../test/sources';
import { begin, perform, undo } from './edit';
import { arrowsFrom, freeExit, keysOf, lists, mayConnect, mayInsert, pointerOf, selectionAt, type FlowCommand, type Process, type Shape } from './flow';
import * as edit from './flowedit';
import * as parts from './flowparts';
import { align, neighbour, snap, type Boxes } from './flowspots';

const read = (): Process => JSON.parse(readFileSync(`${src}../../presets/suggestion_sop_full/processes/suggestion_sop.json`, 'utf8')) as Process;
const sop = read();
const done = (process: Process, command: FlowCommand) => perform(begin(process), command).document;
const check = { step: { key: 'check', type: 'human', title: '复核', status: 'accepted', settings: { mode: 'one' } }, name: '复核', exit: 'done' };
const shapeOf = (type: string): Shape => ({ inputs: type === 'start' ? 0 : 'many', outputs: type === 'end' ? 0 : type === 'start' ? 1 : 'many' });

describe('steps and arrows', () => {
  it('go into the middle of an arrow, which keeps its button, conditions and actions', () => {
    const { spec } = done(sop, edit.insertStep('planned', check));
    const before = sop.spec.transitions.find(({ key }) => key === 'planned')!;
    expect(spec.transitions.find(({ key }) => key === 'planned')).toEqual({ ...before, to: 'check' });
    expect(arrowsFrom(spec, 'check')).toEqual([{ key: 'check_on', from: 'check', on: 'done', to: 'create_dev_task' }]);
    expect(keysOf(spec, 'nodes').indexOf('check')).toBe(keysOf(spec, 'nodes').indexOf('schedule') + 1);
  });

  it('leave what leads to a step leading on when it is taken out', () => {
    const { spec } = done(sop, edit.removeSteps(['create_dev_task'], ''));
    expect(spec.transitions.find(({ key }) => key === 'planned')?.to).toBe('develop');
    expect(keysOf(spec, 'transitions')).not.toContain('dev_task_ordered');
    const without = done(sop, edit.removeSteps(['evaluate'], '')).spec;
    expect(without.transitions.filter(({ from, to }) => from === 'evaluate' || to === 'evaluate')).toEqual([]);
  });

  it('are copied with the arrows between them, under keys that are free', () => {
    const copy = edit.renewed(sop.spec, edit.clip(sop.spec, ['develop', 'create_dev_task'], { develop: { x: 1, y: 2 } }));
    expect(copy.steps.map(({ key }) => key).sort()).toEqual(['create_dev_task_2', 'develop_2']);
    expect(copy.arrows.map(({ from, to }) => [from, to])).toEqual([['create_dev_task_2', 'develop_2'], ['develop_2', 'develop_2']]);
    expect(copy.spots).toEqual({ develop_2: { x: 41, y: 42 } });
    const { spec } = done(sop, edit.paste(copy));
    expect(spec.nodes).toHaveLength(sop.spec.nodes.length + 2);
    expect(spec.layout).toBeUndefined();
  });

  it('keep the arrow of a button that gets another key, and lose that of one that is taken away', () => {
    const { settings } = sop.spec.nodes.find(({ key }) => key === 'schedule')!;
    const buttons = settings!.buttons as { key: string }[];
    const other = (key?: string) => ({ ...settings, buttons: buttons.flatMap((one) => (one.key !== 'scheduled' ? [one] : key ? [{ ...one, key }] : [])) });
    const renamed = done(sop, edit.settle('schedule', other('planned_now'))).spec;
    expect(renamed.transitions.find(({ key }) => key === 'planned')).toEqual({ ...sop.spec.transitions.find(({ key }) => key === 'planned'), on: 'planned_now' });
    expect(renamed.transitions).toHaveLength(sop.spec.transitions.length);
    const without = done(sop, edit.settle('schedule', other())).spec;
    expect(without.transitions).toEqual(sop.spec.transitions.filter(({ key }) => key !== 'planned'));
    expect(done(sop, edit.settle('schedule', { ...settings, buttons: [...buttons].reverse() })).spec.transitions).toEqual(sop.spec.transitions);
    expect(done(sop, edit.settle('schedule', {})).spec.nodes.find(({ key }) => key === 'schedule')).not.toHaveProperty('settings');
  });

  it('may only be joined where an arrow may begin and end', () => {
    const may = (from: string, to: string) => mayConnect(sop.spec, from, to, shapeOf);
    expect([may('classify', 'hold'), may('develop', 'develop'), may('done', 'hold'), may('hold', 'start'), may('start', 'hold'), may('hold', 'nothing')]).toEqual([true, true, false, false, false, false]);
    expect([mayInsert(shapeOf('human')), mayInsert(shapeOf('end')), mayInsert(shapeOf('start'))]).toEqual([true, false, false]);
    expect(freeExit(sop.spec, 'schedule', [{ key: 'scheduled', title: '' }, { key: 'hurry', title: '' }])).toBe('hurry');
    expect(freeExit(sop.spec, 'schedule', [])).toBeUndefined();
  });

  it('make room where boxes were placed by hand', () => {
    const placed = done(sop, edit.moveSteps({ schedule: { x: 0, y: 0 }, create_dev_task: { x: 0, y: 100 }, develop: { x: 50, y: 200 } }));
    const { layout } = done(placed, edit.insertStep('planned', check)).spec;
    expect(layout!.nodes).toEqual({ schedule: { x: 0, y: 0 }, check: { x: 0, y: 130 }, create_dev_task: { x: 0, y: 260 }, develop: { x: 50, y: 360 } });
    expect(done(placed, edit.arrangeAll()).spec).toEqual(sop.spec);
  });
});

describe('statuses', () => {
  it('are named in many places, and give way to another in all of them', () => {
    const found = parts.statusMentions(sop.spec, 'need_info').map(({ part }) => part);
    expect(new Set(found)).toEqual(new Set(['nodes', 'moves', 'slas', 'promises', 'replies', 'unsent', 'merge']));
    const { spec } = done(sop, parts.removeStatus('need_info', 'evaluating', ''));
    expect(parts.statusMentions(spec, 'need_info')).toEqual([]);
    expect(spec.nodes.find(({ key }) => key === 'supplement')?.status).toBe('evaluating');
    expect(spec.merge!.from).toEqual(['new', 'evaluating', 'deferred']);
    const gone = done(sop, parts.removeStatus('need_info', undefined, '')).spec;
    expect(parts.statusMentions(gone, 'need_info')).toEqual([]);
    expect(gone.nodes.find(({ key }) => key === 'supplement')).not.toHaveProperty('status');
  });

  it('are split: the second is like the first but not shown to customers, and takes steps over', () => {
    const { spec } = done(sop, parts.splitStatus('developing', { key: 'testing', title: '测试中' }, ['develop'], ''));
    expect(spec.statuses.map(({ key }) => key)).toEqual(['new', 'need_info', 'evaluating', 'deferred', 'merged', 'accepted', 'developing', 'testing', 'released', 'declined', 'rechecked', 'closed']);
    expect(spec.statuses[7]).toEqual({ key: 'testing', title: '测试中', category: 'active', color: 'orange', owner: 'builder' });
    expect(spec.nodes.filter(({ status }) => status === 'testing').map(({ key }) => key)).toEqual(['develop']);
  });
});

describe('boxes', () => {
  const boxes: Boxes = { a: { x: 0, y: 0, width: 100, height: 40 }, b: { x: 5, y: 100, width: 100, height: 40 }, c: { x: 300, y: 98, width: 100, height: 40 } };

  it('have neighbours in each direction', () => {
    expect([neighbour(boxes, 'a', 'down'), neighbour(boxes, 'b', 'up'), neighbour(boxes, 'b', 'right'), neighbour(boxes, 'c', 'left'), neighbour(boxes, 'a', 'up')]).toEqual(['b', 'a', 'c', 'b', undefined]);
  });

  it('are put in line', () => {
    expect(align(boxes, ['a', 'c'], 'top')).toEqual({ a: { x: 0, y: 0 }, c: { x: 300, y: 0 } });
    expect(align(boxes, ['a', 'b'], 'center')).toEqual({ a: { x: 2.5, y: 0 }, b: { x: 2.5, y: 100 } });
    expect(snap(boxes, 'b', boxes.b!)).toEqual({ spot: { x: 0, y: 98 }, x: 50, y: 118 });
    expect(snap(boxes, 'c', { ...boxes.c!, y: 300 })).toEqual({ spot: { x: 300, y: 300 } });
  });
});

it('parts of a process and pointers into it lead to each other', () => {
  for (const part of lists) for (const key of keysOf(sop.spec, part)) expect(selectionAt(sop.spec, pointerOf(sop.spec, { part, key }))).toEqual({ part, key });
  expect(selectionAt(sop.spec, '/spec/people/builder/find/0/field')).toEqual({ part: 'people', key: 'builder' });
  expect(selectionAt(sop.spec, '/spec/merge/field')).toEqual({ part: 'settings', key: '' });
  expect(selectionAt(sop.spec, '/title')).toBeUndefined();
});

const pick = <T>(list: readonly T[], roll: (below: number) => number): T => list[roll(list.length)]!;
const any = (roll: (below: number) => number, { spec }: Process) => ({ step: pick(spec.nodes, roll)?.key ?? '', arrow: pick(spec.transitions, roll)?.key ?? '', status: pick(spec.statuses, roll)?.key ?? '' });

const choices: ((process: Process, roll: (below: number) => number) => FlowCommand)[] = [
  (_, roll) => edit.addStep({ ...check, step: { ...check.step, key: `n${roll(10_000)}`, status: undefined } }, { x: roll(900), y: roll(900) }),
  (process, roll) => edit.insertStep(any(roll, process).arrow, { ...check, step: { key: `i${roll(10_000)}`, type: 'set' } }),
  (process, roll) => edit.connect({ from: any(roll, process).step, to: any(roll, process).step }, '', ''),
  (process, roll) => edit.reconnect(any(roll, process).arrow, roll(2) ? 'begin' : 'end', any(roll, process).step, ''),
  (process, roll) => edit.removeSteps([any(roll, process).step, any(roll, process).step], ''),
  (process, roll) => edit.removeArrow(any(roll, process).arrow),
  (process, roll) => edit.paste(edit.renewed(process.spec, edit.clip(process.spec, [any(roll, process).step, any(roll, process).step], process.spec.layout?.nodes ?? {}))),
  (process, roll) => edit.moveSteps({ [any(roll, process).step]: { x: roll(900), y: roll(900) } }, roll(2) ? 'move' : undefined),
  () => edit.arrangeAll(),
  (process, roll) => edit.renameStep(any(roll, process).step, roll(4) ? `第${roll(9)}步` : ''),
  (process, roll) => edit.putInStatus([any(roll, process).step], roll(4) ? any(roll, process).status : undefined, ''),
  (process, roll) => parts.removeStatus(any(roll, process).status, undefined, ''),
  (process, roll) => parts.splitStatus(any(roll, process).status, { key: `s${roll(10_000)}`, title: '新' }, [any(roll, process).step], ''),
  (process, roll) => parts.shiftPart('statuses', any(roll, process).status, roll(2) ? 1 : -1, ''),
  (_, roll) => parts.addPart('moves', { key: `m${roll(10_000)}`, title: '按', from: [], to: 'x' }, ''),
  (process, roll) => parts.removePart(pick(['slas', 'moves', 'promises'] as const, roll), pick([...keysOf(process.spec, 'slas'), ...keysOf(process.spec, 'moves')], roll) ?? '', ''),
  (process, roll) => edit.settle(any(roll, process).step, roll(2) ? { buttons: [{ key: `b${roll(3)}`, kind: 'complete' }] } : {}),
  (process, roll) => edit.change(['nodes', roll(Math.max(process.spec.nodes.length, 1)), 'title'], roll(3) ? '改' : undefined),
];

describe('any commands in any order', () => {
  const valid = (process: Process) => {
    const { spec } = process;
    expect(JSON.parse(JSON.stringify(process))).toEqual(process);
    const steps = new Set(keysOf(spec, 'nodes'));
    for (const list of lists) expect(new Set(keysOf(spec, list)).size).toBe(keysOf(spec, list).length);
    for (const { from, to } of spec.transitions) expect(steps.has(from) && steps.has(to)).toBe(true);
    const statuses = new Set(keysOf(spec, 'statuses'));
    for (const { status } of spec.nodes) expect(status === undefined || statuses.has(status)).toBe(true);
  };
  it('keep the process whole, and are taken back and done again', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const steps = walk(sop, (process, roll) => (process.spec.nodes.length === 0 ? choices[0]! : pick(choices, roll))(process, roll), { seed, steps: 40, valid });
      expect(steps).toBeGreaterThan(5);
    }
  }, 30_000);

  it('leave the original as it was', () => {
    expect(undo(perform(begin(sop), edit.removeSteps(['evaluate', 'classify'], ''))).document).toEqual(read());
  });
});
