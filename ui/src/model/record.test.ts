import { describe, expect, it } from 'vitest';
import { heard } from './comment';
import { unkept, untold, type LoopEntry } from './ledger';
import { passed, type PathStatus, type RecordComment, type RecordView, type Task } from './record';
import { foreign, offered, openTasks, othersTasks } from './task';

const task = (id: string, more: Partial<Task>): Task => ({ id, title: id, state: 'open', mine: false, ...more });
const record = {
  createdBy: { id: 'u1', name: 'Chen' },
  process: {
    owner: { id: 'u2', name: 'Li' },
    tasks: [task('theirs', { people: [{ id: 'u3', name: 'Zhou' }] }), task('owned', { buttons: [{ key: 'hand_over', title: 'Hand over' }] }), task('mine', { mine: true })],
  },
} as unknown as RecordView;

describe('the tasks of a record', () => {
  it('are mine first, then those I may press something on; the rest is waited for', () => {
    expect(openTasks(record).map((one) => one.id)).toEqual(['mine', 'owned']);
    expect(othersTasks(record).map((one) => one.id)).toEqual(['theirs']);
  });
});

describe('whose a task is', () => {
  it('come last where something else has to be done before', () => {
    const held = { id: 'close', title: '', mine: true, buttons: [{ key: 'close', title: '', primary: true, disabled: '还没有告知' }] };
    const tell = { id: 'tell', title: '', mine: true, buttons: [{ key: 'told', title: '', primary: true }] };
    expect(openTasks({ process: { tasks: [held, tell] } } as unknown as RecordView).map((one) => one.id)).toEqual(['tell', 'close']);
  });

  it('is mine, nobody’s or somebody else’s, and there only handing it on is offered', () => {
    const theirs = task('x', { people: [{ id: 'u3', name: 'Zhou' }], buttons: [{ key: 'done', title: 'Done' }] });
    expect([foreign(theirs), foreign(task('y', {})), foreign({ ...theirs, mine: true })]).toEqual([true, false, false]);
    const keys = (one: Task) => offered(one).map((button) => button.key);
    const hand = { key: 'hand', title: 'Hand on', transferTo: true };
    expect(keys({ ...theirs, buttons: [...theirs.buttons!, hand] })).toEqual(['hand']);
    expect(keys({ ...theirs, buttons: [{ ...hand, disabled: 'no' }] })).toEqual([]);
    expect(keys({ ...theirs, mine: true })).toEqual(['done']);
  });
});

describe('what the customer said', () => {
  const said = (at: string, kind: string, visibility: 'customer' | 'internal' = 'customer'): RecordComment => ({ id: at, at, by: { id: kind, name: kind, kind }, text: at, visibility });

  it('is heard until somebody answers where the customer reads it', () => {
    expect(heard([]).length).toBe(0);
    const open = [said('1', 'customer'), said('3', 'customer'), said('2', 'user')];
    expect(heard(open).map((one) => one.id)).toEqual(['3']);
    expect(heard([...open, said('4', 'user', 'internal')]).map((one) => one.id)).toEqual(['3']);
    expect(heard([...open, said('4', 'user')])).toEqual([]);
    expect(heard([{ ...said('1', 'customer'), settled: true }, said('5', 'customer')]).map((one) => one.id)).toEqual(['5']);
  });
});

describe('the path of a record', () => {
  const status = (key: string, state: PathStatus['state']): PathStatus => ({ key, title: key, state });

  it('is behind where the record has come to its end', () => {
    const at = (state: PathStatus['state'], category: string) => passed({ ...status('x', state), category });
    expect([at('past', 'active'), at('now', 'active'), at('now', 'done'), at('ahead', 'done')]).toEqual([true, false, true, false]);
  });
});

describe('the ledger of promises', () => {
  it('counts what nobody has kept', () => {
    const entry = (kept: boolean) => ({ kept }) as LoopEntry;
    expect(unkept([entry(true), entry(false), entry(false)])).toBe(2);
    expect(unkept()).toBe(0);
  });

  it('counts what will not be kept by itself', () => {
    const entry = (more: Partial<LoopEntry>) => ({ kept: false, state: 'queued', ...more }) as LoopEntry;
    expect(untold([entry({}), entry({ task: 't1' }), entry({ state: 'failed' }), entry({ state: 'failed', kept: true })])).toBe(2);
    expect(untold()).toBe(0);
  });
});
