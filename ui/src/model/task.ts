import type { DueState, Person, RecordRef, RecordView, Task, TaskButton } from './record';

/**
 * openTasks lists the open tasks this person can act on or watches over, those that are theirs first, and of these the
 * ones that cannot be done before something else is, last.
 */
export function openTasks(record: RecordView): Task[] {
  const tasks = (record.process?.tasks ?? []).filter((task) => task.mine || (task.buttons ?? []).length > 0);
  return [...tasks].sort((a, b) => Number(b.mine) - Number(a.mine) || Number(held(a)) - Number(held(b)));
}

/** held tells whether what a task is there for cannot be pressed yet. */
const held = (task: Task): boolean => Boolean(task.buttons?.find((button) => button.primary)?.disabled);

/** foreign tells whether a task is somebody else's: an administrator may hand it on, but does not do it in passing. */
export function foreign(task: Task): boolean {
  return !task.mine && (task.people ?? []).length > 0;
}

/** offered are the buttons of a task this person sees: of somebody else's only the one that hands it on, where they may. */
export function offered(task: Task): TaskButton[] {
  if (task.claimable) return [];
  return (task.buttons ?? []).filter((button) => !foreign(task) || (button.transferTo && !button.disabled));
}

/** othersTasks lists the open tasks somebody else has to do. */
export function othersTasks(record: RecordView): Task[] {
  const mine = new Set(openTasks(record).map((task) => task.id));
  return (record.process?.tasks ?? []).filter((task) => !mine.has(task.id));
}

/** TaskItem is one thing to do, as work lists show it. */
export interface TaskItem {
  id: string;
  record: RecordRef;
  title: string;
  state: string;
  mode?: string;
  claimable?: boolean;
  due?: string | null;
  dueState?: DueState;
  opened?: string;
  closed?: string;
  owner?: Person | null;
  adHoc?: boolean;
  formTitle?: string;
}
