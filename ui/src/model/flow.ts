import type { Text } from '../i18n/text';
import type { ConditionTree } from './condition';
import type { Definition } from './design';
import type { Command } from './edit';

/** The spec of a process as it is stored. What the designer does not look into stays as it came. */
export interface Flow {
  form: string;
  calendar?: string;
  statuses: Status[];
  people: Record<string, PeopleRule>;
  nodes: Step[];
  transitions: Arrow[];
  moves?: Move[];
  slas?: Sla[];
  promises?: Promised[];
  replies?: { statuses: string[]; press?: string; days?: number; after?: string }[];
  unsent?: { message: string; statuses?: string[]; then: Use[] }[];
  merge?: { from?: string[]; into?: string[]; status?: string } & Record<string, unknown>;
  withdraw?: { until: string; to: string };
  urge?: Record<string, unknown>;
  taskMessage?: string;
  /** Where the boxes stand; those without a place are laid out automatically. */
  layout?: { nodes?: Record<string, Spot> };
}

export type Process = Definition<Flow>;
export type FlowCommand = Command<Process>;

export interface Spot {
  x: number;
  y: number;
}

export interface Status {
  key: string;
  title: Text;
  color?: string;
  category: string;
  owner?: string;
  public?: Text;
  publicFields?: string[];
  publicAnswer?: boolean;
  publicAnswered?: Text;
}

/** One step: a node. `status` is where the record stands meanwhile; none leaves it as it is. */
export interface Step {
  key: string;
  type: string;
  title?: Text;
  status?: string;
  settings?: Record<string, unknown>;
}

/** One arrow: a transition. `on` is the button or outcome it leaves by. */
export interface Arrow {
  key: string;
  from: string;
  on?: string;
  to: string;
  when?: ConditionTree;
  default?: boolean;
  validate?: { when: ConditionTree; field?: string; message: Text }[];
  promises?: boolean;
  then?: Use[];
}

/** One action with its own settings, done only if the condition holds. */
export interface Use {
  key: string;
  do: string;
  if?: ConditionTree;
  settings?: Record<string, unknown>;
}

export interface Move {
  key: string;
  title: Text;
  /** Missing while a designer has taken the last one out. */
  from?: string[];
  to: string;
  then?: Use[];
  [more: string]: unknown;
}

export interface Sla {
  key: string;
  title: Text;
  kind: string;
  start: string[];
  stop: string[];
  pause?: string[];
  calendar?: string;
  target: { when?: ConditionTree; in?: Duration; until?: string }[];
  levels?: { key: string; title?: Text; percent?: number; before?: Duration; after?: Duration; then?: Use[] }[];
  [more: string]: unknown;
}

export interface Promised {
  key: string;
  title: Text;
  statuses: string[];
  lapses?: string[];
  [more: string]: unknown;
}

export interface Duration {
  working?: string;
  elapsed?: string;
}

export interface PeopleRule {
  title?: Text;
  find: Find[];
  empty?: { rule?: string; role?: string; skip?: boolean };
}

export interface Find {
  by: string;
  when?: ConditionTree;
  field?: string;
  who?: string;
  user?: string;
  role?: string;
  pick?: string;
  form?: string;
  where?: ConditionTree;
}

/** A way out of a step: a button, an outcome. */
export interface Exit {
  key: string;
  title: Text;
}

/** What may lead to a step of a type and away from it. */
export interface Shape {
  inputs: 0 | 1 | 'many';
  outputs: 0 | 1 | 'many';
}

/** Keyed lists of a process; each is edited by the same commands. */
export const lists = ['statuses', 'nodes', 'transitions', 'moves', 'slas', 'promises'] as const;
export type ListName = (typeof lists)[number];

/** keysOf lists the keys of a keyed list. */
export function keysOf(flow: Flow, list: ListName): string[] {
  return ((flow[list] ?? []) as readonly { key: string }[]).map(({ key }) => key);
}

/** What is selected: one part of the process, or several steps. */
export interface Selection {
  part: ListName | 'people' | 'replies' | 'unsent' | 'settings';
  key: string;
  /** Further steps selected with it. */
  more?: readonly string[];
}

/** pointerOf is where a part stands in the definition, '' for what is not there. */
export function pointerOf(flow: Flow, { part, key }: Selection): string {
  if (part === 'settings') return '/spec';
  if (part === 'people') return flow.people[key] ? `/spec/people/${key}` : '';
  if (part === 'replies' || part === 'unsent') return flow[part]?.[Number(key)] ? `/spec/${part}/${key}` : '';
  const at = keysOf(flow, part).indexOf(key);
  return at < 0 ? '' : `/spec/${part}/${at}`;
}

/** selectionAt is the part that a pointer into the definition leads to. */
export function selectionAt(flow: Flow, pointer: string): Selection | undefined {
  const [, spec, part, at = ''] = pointer.split('/');
  if (spec !== 'spec' || !part) return undefined;
  if (part === 'people') return flow.people[at] ? { part, key: at } : undefined;
  if (part === 'replies' || part === 'unsent') return flow[part]?.[Number(at)] ? { part, key: at } : undefined;
  const list = lists.find((name) => name === part);
  if (!list) return { part: 'settings', key: '' };
  const key = keysOf(flow, list)[Number(at)];
  return key === undefined ? undefined : { part: list, key };
}

/** stepsOf lists the selected steps. */
export function stepsOf(selection: Selection | undefined): string[] {
  return selection?.part === 'nodes' ? [selection.key, ...(selection.more ?? [])] : [];
}

/** arrowsFrom lists the arrows that leave a step. */
export function arrowsFrom(flow: Flow, step: string): Arrow[] {
  return flow.transitions.filter((arrow) => arrow.from === step);
}

/** May an arrow lead from one step to another? Ends lead nowhere, nothing leads to a start, and some steps have one arrow only. */
export function mayConnect(flow: Flow, from: string, to: string, shapeOf: (type: string) => Shape): boolean {
  const source = flow.nodes.find(({ key }) => key === from);
  const target = flow.nodes.find(({ key }) => key === to);
  if (!source || !target) return false;
  const { outputs } = shapeOf(source.type);
  const { inputs } = shapeOf(target.type);
  if (outputs === 0 || inputs === 0) return false;
  if (outputs === 1 && arrowsFrom(flow, from).length > 0) return false;
  return inputs === 'many' || !flow.transitions.some((arrow) => arrow.to === to);
}

/** May a step of this shape stand in the middle of an arrow? */
export function mayInsert({ inputs, outputs }: Shape): boolean {
  return inputs !== 0 && outputs !== 0;
}

/** freeExit is the first way out that no arrow takes yet, else the first of all. */
export function freeExit(flow: Flow, step: string, exits: readonly Exit[]): string | undefined {
  const taken = new Set(arrowsFrom(flow, step).map((arrow) => arrow.on ?? exits[0]?.key));
  return (exits.find(({ key }) => !taken.has(key)) ?? exits[0])?.key;
}
