import type { Problem } from '../api/problem';
import type { RulesOf } from './formstate';
import { fieldOf } from './formproblem';
import { isEmpty, type FormView, type LayoutItem, type Values } from './formview';
import type { RecordView, Task, TaskButton } from './record';

/** What a press of a button sends; data, comment and values are saved in the same write as the decision. */
export interface Act {
  kind: 'button' | 'claim' | 'transfer' | 'move' | 'withdraw' | 'urge' | 'merge' | 'unmerge';
  task?: string;
  button?: string;
  data?: Values;
  comment?: string;
  to?: string;
  target?: string;
  values?: Values;
}

/** act leaves out what is empty, since saying nothing and saying an empty text are not the same. */
export function act(parts: Act): Act {
  const entries = Object.entries(parts).filter(([, value]) => {
    if (value === undefined || value === null || value === '') return false;
    return typeof value !== 'object' || Object.keys(value as object).length > 0;
  });
  return Object.fromEntries(entries) as unknown as Act;
}

/** demanded are the fields the step cannot be finished without: its own and those of the button that goes on. */
export function demanded(task: Task): string[] {
  const primary = (task.buttons ?? []).filter((button) => button.primary);
  return [...(task.fields?.require ?? []), ...primary.flatMap((button) => button.require ?? [])];
}

/** stepFields are the fields a step asks for: those of the button that goes on first, what may stay empty, then those of the other buttons. */
export function stepFields(task: Task, view: FormView): string[] {
  const asked = [...demanded(task), ...(task.fields?.ask ?? []), ...(task.buttons ?? []).flatMap((button) => button.require ?? [])];
  return [...new Set(asked)].filter((key) => view.fields[key]?.level === 'write');
}

/** foreignTo are the fields of a step that only its other buttons ask for. */
export function foreignTo(task: Task, button: TaskButton): Set<string> {
  const own = new Set([...(task.fields?.require ?? []), ...(task.fields?.ask ?? []), ...(button.require ?? [])]);
  return new Set((task.buttons ?? []).flatMap((other) => other.require ?? []).filter((key) => !own.has(key)));
}

/** shownWith are the fields a step shows and nobody changes there, such as the question that is being answered. */
export function shownWith(task: Task, view: FormView, filled: (key: string) => boolean): string[] {
  return (task.fields?.read ?? []).filter((key) => view.fields[key] && filled(key));
}

/** quoted are those of them that are words somebody wrote: they are read as a quotation, not as a field that stands open. */
export function quoted(shown: readonly string[], view: FormView): string[] {
  return shown.filter((key) => ['text', 'long_text'].includes(view.fields[key]?.type ?? '') && view.fields[key]?.level !== 'masked');
}

/**
 * stepLayout is the compact form of a step: what it is about, what going on takes and may be said beside it, then a section for each other button that takes
 * something of its own. heading names such a section after the button.
 */
export function stepLayout(task: Task, view: FormView, shown: readonly string[], heading: (button: string) => string): LayoutItem[] {
  const left = new Set(stepFields(task, view));
  const take = (keys: readonly string[]): LayoutItem[] => keys.filter((key) => left.delete(key)).map((field) => ({ field }));
  const items = [...shown.map((field) => ({ field })), ...take([...demanded(task), ...(task.fields?.ask ?? [])])];
  for (const button of task.buttons ?? []) {
    const children = take(button.require ?? []);
    if (children.length > 0) items.push({ type: 'section', key: `for_${button.key}`, title: heading(button.title), children });
  }
  return items;
}

/** missing reports the fields a button requires and nobody filled, each as its type says it: some are filled in, some chosen. */
export function missing(button: Pick<TaskButton, 'require'>, view: FormView, values: Values, rules: RulesOf): Problem[] {
  return (button.require ?? []).flatMap((key) => {
    const field = view.fields[key];
    if (!field) return [];
    const { empty = isEmpty, absent = 'form.field.required' } = rules(field.type);
    return empty(values[key], field) ? [{ code: absent, pointer: `/${key}`, params: { title: field.title } }] : [];
  });
}

/** relevant keeps the problems of what would be sent: fields that were changed and fields the button requires. */
export function relevant(problems: readonly Problem[], view: FormView, sent: Values, button: Pick<TaskButton, 'require'>): Problem[] {
  return problems.filter((problem) => {
    const field = fieldOf(view, problem);
    return field in sent || (button.require ?? []).includes(field);
  });
}

/** asks tells what has to be asked before a button can be sent: where to, whom, or just "really?". */
export function asks(button: TaskButton): 'target' | 'person' | 'confirm' | undefined {
  if ((button.targets ?? []).length > 1) return 'target';
  if (button.transferTo) return 'person';
  return button.confirm ? 'confirm' : undefined;
}

/** What a toast says after an action: where the record is now, who goes on, and what else has to be done by hand. */
export interface Outcome {
  status: string;
  owner: string;
  /** The open step of the flow, the reader's own first; work beside the flow is never the next step. */
  task: string;
  /** Whoever has that step; empty when nobody does. */
  next: readonly string[];
  mine: boolean;
  /** Whoever has the step, the customer is to act first. */
  customer: boolean;
  done: boolean;
  /** Work beside the flow that is open, and whose it is. */
  beside: { task: string; people: readonly string[]; mine: boolean; tells: boolean }[];
}

/** outcome sums up a record after an action. */
export function outcome(record: RecordView): Outcome {
  const process = record.process;
  const tasks = process?.tasks ?? [];
  const flow = tasks.filter((task) => task.node);
  const first = flow.find((task) => task.mine) ?? flow[0];
  const promised = new Set((record.loop ?? []).map((entry) => entry.task).filter(Boolean));
  return {
    status: process?.status?.title ?? '',
    owner: process?.state === 'merged' ? '' : (process?.owner?.name ?? ''),
    task: first?.title ?? '',
    next: (first?.people ?? []).map((person) => person.name),
    mine: Boolean(first?.mine),
    customer: process?.customerTurn ?? false,
    done: process !== null && process !== undefined && process.state !== 'running' && process.state !== 'merged',
    beside: tasks.filter((task) => !task.node).map((task) => ({ task: task.title, people: (task.people ?? []).map((person) => person.name), mine: task.mine, tells: promised.has(task.id) })),
  };
}
