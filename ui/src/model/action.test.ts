import { describe, expect, it } from 'vitest';
import { act, asks, demanded, missing, outcome, quoted, relevant, shownWith, stepFields, stepLayout } from './action';
import type { FormView } from './formview';
import type { RecordView, Task } from './record';

const field = (key: string, type = 'text', level: 'write' | 'read' = 'write') => ({ key, type, level, title: key.toUpperCase() });
const view: FormView = { key: 'f', title: 'F', fields: { a: field('a'), b: field('b', 'long_text'), c: field('c', 'text', 'read'), d: field('d') } };
const task: Task = {
  id: 't', node: 'evaluate', title: 'Evaluate', state: 'open', mine: true,
  fields: { edit: ['a', 'b', 'c'], require: ['d'] },
  buttons: [{ key: 'back', title: 'Back', require: ['a'] }, { key: 'ok', title: 'OK', primary: true, require: ['b', 'gone', 'c'] }],
};

describe('what a step asks for', () => {
  it('puts what goes on first and leaves out what cannot be written', () => {
    expect(demanded(task)).toEqual(['d', 'b', 'gone', 'c']);
    expect(stepFields(task, view)).toEqual(['d', 'b', 'a']);
  });

  it('puts what only another button takes below that button’s name', () => {
    expect(stepLayout(task, view, [], (title) => `for ${title}`)).toEqual([
      { field: 'd' },
      { field: 'b' },
      { type: 'section', key: 'for_back', title: 'for Back', children: [{ field: 'a' }] },
    ]);
  });

  it('shows what the step is about first, where there is something to show', () => {
    const asked = { ...task, fields: { read: ['a', 'b', 'gone'] } };
    expect(shownWith(asked, view, (key) => key === 'a')).toEqual(['a']);
    expect(stepLayout(asked, view, ['a'], String)[0]).toEqual({ field: 'a' });
  });

  it('asks for what may stay empty beside what goes on', () => {
    const asked = { ...task, fields: { edit: ['a'], ask: ['d'] } };
    expect(demanded(asked)).toEqual(['b', 'gone', 'c']);
    expect(stepFields(asked, view)).toEqual(['b', 'd', 'a']);
    expect(stepLayout(asked, view, [], String).slice(0, 2)).toEqual([{ field: 'b' }, { field: 'd' }]);
  });

  it('reads words that were said as a quotation', () => {
    const shown: FormView = { ...view, fields: { ...view.fields, n: field('n', 'number'), m: { ...field('m'), level: 'masked' } } };
    expect(quoted(['b', 'n', 'm', 'gone'], shown)).toEqual(['b']);
  });

  it('reports empty required fields, and only those this reader can see', () => {
    expect(missing(task.buttons![1]!, view, { b: ' ' }, () => ({})).map((one) => one.pointer)).toEqual(['/b', '/c']);
    expect(missing(task.buttons![1]!, view, { b: 'x', c: 'y' }, () => ({}))).toEqual([]);
  });

  it('asks as the type of the field does', () => {
    expect(missing({ require: ['b'] }, view, {}, () => ({ absent: 'form.choice.required' })).map((one) => one.code)).toEqual(['form.choice.required']);
    expect(missing({ require: ['b'] }, view, { b: false }, () => ({ empty: (value) => !value })).map((one) => one.code)).toEqual(['form.field.required']);
  });

  it('is not stopped by old faults in fields nobody touched', () => {
    const problems = [{ code: 'x', pointer: '/a' }, { code: 'x', pointer: '/b' }, { code: 'x', pointer: '/d' }];
    expect(relevant(problems, view, { a: 1 }, { require: ['b'] }).map((one) => one.pointer)).toEqual(['/a', '/b']);
  });
});

describe('what a press sends', () => {
  it('carries only what was said', () => {
    expect(act({ kind: 'button', task: 't', button: 'ok', data: {}, comment: '', to: undefined })).toEqual({ kind: 'button', task: 't', button: 'ok' });
    expect(act({ kind: 'button', data: { a: null } })).toEqual({ kind: 'button', data: { a: null } });
  });

  it('asks first where there is something to choose', () => {
    const button = { key: 'x', title: 'X' };
    const targets = [{ key: 'a', title: 'A' }, { key: 'b', title: 'B' }];
    expect(asks({ ...button, targets, confirm: true })).toBe('target');
    expect(asks({ ...button, targets: targets.slice(1) })).toBeUndefined();
    expect(asks({ ...button, transferTo: true })).toBe('person');
    expect(asks({ ...button, confirm: 'Really?' })).toBe('confirm');
  });
});

describe('what an action led to', () => {
  const record = { process: { title: 'P', state: 'running', status: { key: 's', title: 'Evaluating' }, owner: { id: 'u', name: 'Li' } } };

  it('names status, owner and the next task', () => {
    const tasks = [{ ...task, mine: false, people: [{ id: 'u', name: 'Li' }] }];
    expect(outcome({ ...record, process: { ...record.process, tasks } } as unknown as RecordView)).toEqual({
      status: 'Evaluating', owner: 'Li', task: 'Evaluate', next: ['Li'], mine: false, customer: false, done: false, beside: [],
    });
  });

  it('never takes work beside the flow for the next step, even the reader’s own', () => {
    const tell = { id: 'x', title: 'Tell', state: 'open', mine: true, people: [{ id: 'z', name: 'Zhou' }] };
    const loop = [{ id: 'p', promise: { key: 'p', title: 'P' }, state: 'failed', kept: false, task: 'x' }];
    const tasks = [tell, { ...tell, id: 'y', title: 'Call back', mine: false }, { ...task, mine: false, people: [{ id: 'u', name: 'Li' }, { id: 'v', name: 'Wu' }] }];
    const said = outcome({ ...record, loop, process: { ...record.process, tasks } } as unknown as RecordView);
    expect(said).toMatchObject({ task: 'Evaluate', next: ['Li', 'Wu'], mine: false });
    expect(said.beside).toEqual([
      { task: 'Tell', people: ['Zhou'], mine: true, tells: true },
      { task: 'Call back', people: ['Zhou'], mine: false, tells: false },
    ]);
    expect(outcome({ ...record, process: { ...record.process, tasks: [tell] } } as unknown as RecordView).task).toBe('');
  });

  it('knows the end', () => {
    expect(outcome({ process: { ...record.process, state: 'done' } } as unknown as RecordView).done).toBe(true);
    expect(outcome({ process: null } as unknown as RecordView).done).toBe(false);
  });
});
