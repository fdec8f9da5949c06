import type { Move, RecordView, Task, TaskButton } from './record';
import { foreign, openTasks } from './task';

/** A way of a record into a status: a button of a task, or a move of the record itself. */
export type Way = { key: string; title: string } & ({ task: Task; button: TaskButton } | { move: Move });

export interface Ways {
  open: Way[];
  /** Why the others cannot be gone now, in the words of the server. */
  stopped: string[];
  /** Somebody has to claim the task first. */
  claim: boolean;
}

/** waysTo finds what this reader can press so that the record gets a status; the definition says where each leads. */
export function waysTo(record: RecordView, status: string): Ways {
  const leads = (one: { leads?: readonly string[] }) => (one.leads ?? []).includes(status);
  const tasks = openTasks(record).filter((task) => !foreign(task));
  const buttons = tasks.flatMap((task) => (task.buttons ?? []).filter(leads).map((button) => ({ task, button })));
  const moves = (record.process?.moves ?? []).filter(leads);
  const all: { off?: string; claim?: boolean; way: Way }[] = [
    ...buttons.map(({ task, button }) => ({ off: button.disabled, claim: task.claimable, way: { key: `${task.id}.${button.key}`, title: button.title, task, button } })),
    ...moves.map((move) => ({ off: move.disabled, way: { key: move.key, title: move.title, move } })),
  ];
  return {
    open: all.filter(({ off, claim }) => !off && !claim).map(({ way }) => way),
    stopped: [...new Set(all.flatMap(({ off, claim }) => (off && !claim ? [off] : [])))],
    claim: all.some(({ claim }) => claim),
  };
}
