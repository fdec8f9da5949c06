import type { LoopEntry, Untold } from './ledger';
import type { ClockStep } from './clock';
import type { FormView } from './formview';
import type { Merge } from './twin';

/** A record as the server prepares it for one reader: words in their language, rights already applied. */

export interface Person {
  id: string;
  name: string;
}

export interface Status {
  key: string;
  title: string;
  color?: string;
  category?: string;
}

/** A status of the main path, or the one the record is in beside it, in the order of the flow. */
export interface PathStatus extends Status {
  state: 'past' | 'now' | 'ahead';
}

export type DueState = 'ok' | 'soon' | 'late' | '';

export interface RecordRef {
  id: string;
  app: string;
  form: string;
  no: string;
  title: string;
  status?: Status | null;
}

export interface TaskPerson extends Person {
  state?: string;
  /** Whom this person stands in for. */
  for?: Person | null;
  /** They have never signed in, so nobody sees the task. */
  invited?: boolean;
  /** Why the task went to this person, in words. */
  why?: string;
}

export interface Target {
  key: string;
  title: string;
}

/** A button of an open task. */
export interface TaskButton {
  key: string;
  title: string;
  kind?: string;
  primary?: boolean;
  danger?: boolean;
  comment?: '' | 'optional' | 'required';
  /** Fields that must be filled before it can be pressed. */
  require?: readonly string[];
  /** Why it cannot be pressed now; empty when it can. */
  disabled?: string;
  /** Code of the problem that says so. */
  disabledBy?: string;
  confirm?: string | boolean;
  targets?: readonly Target[];
  transferTo?: boolean;
  /** Statuses it may lead to. */
  leads?: readonly string[];
}

export interface AdHocButton {
  key: string;
  title: string;
  outcome?: string;
  primary?: boolean;
  form?: FormView | null;
}

/** One way to reach somebody, or their name, with the words that say what it is. */
export interface ContactLine {
  title: string;
  text: string;
}

/** A task outside the flow: tell a customer by hand, edit and send a prepared message, just do something. */
export interface AdHoc {
  text: string;
  /** Why it has to be done by hand. */
  reason?: string;
  /** Why a letter would not leave when it is sent now. */
  unsent?: string;
  /** How the customer can be reached, as far as this reader may know. */
  contact?: readonly ContactLine[] | null;
  form?: FormView | null;
  draft?: { subject: string; body: string } | null;
  /** Id of the line of the ledger it settles. */
  promise?: string;
  /** Titles of the other promises that are kept with it. */
  also?: readonly string[];
  buttons: readonly AdHocButton[];
}

export interface Task {
  id: string;
  /** The parallel branch it stands in. */
  branch?: number;
  title: string;
  guide?: string;
  /** The step of the flow it belongs to; empty for work beside the flow. */
  node?: string;
  mode?: string;
  state: string;
  people?: readonly TaskPerson[];
  mine: boolean;
  claimable?: boolean;
  due?: string | null;
  dueState?: DueState;
  opened?: string;
  fields?: { edit?: readonly string[]; ask?: readonly string[]; read?: readonly string[]; require?: readonly string[]; hide?: readonly string[] };
  buttons?: readonly TaskButton[];
  adHoc?: AdHoc | null;
}

/** Something that can be done to the record outside of any task, such as reopening it. */
export interface Move {
  key: string;
  title: string;
  danger?: boolean;
  comment?: '' | 'optional' | 'required';
  require?: readonly string[];
  form?: FormView | null;
  disabled?: string;
  /** Code of the problem that says so. */
  disabledBy?: string;
  confirm?: string | boolean;
  /** Statuses it may lead to. */
  leads?: readonly string[];
}

export interface Sla {
  key: string;
  title: string;
  kind?: string;
  state: string;
  due?: string | null;
  dueState?: DueState;
  /** When the clock stopped for good. */
  ended?: string | null;
  percent?: number;
  explain?: readonly ClockStep[];
}

/** A parallel branch that is under way. */
export interface Branch {
  id: number;
  parent?: number;
  fork?: string;
  title: string;
}

/** Something the record waits for beside people. */
export interface Wait {
  node: string;
  title: string;
  kind: 'time' | 'condition' | 'answer';
  since?: string;
  until?: string | null;
  timeout?: string | null;
  branch?: number;
  stuck?: boolean;
}

export interface Process {
  title: string;
  state: string;
  status: Status | null;
  statusSince?: string;
  owner?: Person | null;
  /** How it ended, in words. */
  ending?: string;
  statuses?: readonly PathStatus[];
  tasks?: readonly Task[];
  moves?: readonly Move[];
  canWithdraw?: boolean;
  canUrge?: boolean;
  slas?: readonly Sla[];
  branches?: readonly Branch[];
  waits?: readonly Wait[];
  merge?: Merge | null;
  untold?: readonly Untold[];
  /** It waits for the customer, whose words take it on. */
  customerTurn?: boolean;
}

export interface FileRef {
  id: string;
  name: string;
  size?: number;
  type?: string;
  url?: string;
  image?: boolean;
}

export interface RecordView {
  id: string;
  rev: number;
  form: string;
  formTitle: string;
  release?: number;
  no: string;
  title: string;
  channel?: string;
  sample?: boolean;
  createdAt: string;
  createdBy?: Person | null;
  updatedAt?: string;
  view: FormView;
  process?: Process | null;
  loop?: readonly LoopEntry[];
  can?: { update?: boolean; delete?: boolean; comment?: boolean; assign?: boolean; unmask?: boolean };
  followers?: { following: boolean; count: number };
}

export interface TimelineEntry {
  seq: number;
  at: string;
  by?: (Person & { kind?: string }) | null;
  type: string;
  text: string;
  changes?: readonly { field: string; title: string; old?: unknown; new?: unknown }[];
  source?: { kind: string; key: string; title: string; release?: number } | null;
  release?: number;
  /** The machinery at work; people read what came of it in other entries. */
  aside?: boolean;
}

export interface RecordComment {
  id: string;
  at: string;
  by?: (Person & { kind?: string }) | null;
  text: string;
  visibility: 'internal' | 'customer';
  files?: readonly FileRef[];
  /** Of the customer: somebody has read it and said that it needs no answer. */
  settled?: boolean;
  /** The reader is mentioned; unread is the message about that, until it is read. */
  mine?: boolean;
  unread?: string;
}

/** A question the customer was asked on their page. */
export interface Asked {
  at: string;
  text: string;
  by?: Person | null;
}

export interface MessageEntry {
  id: string;
  at: string;
  audience?: string;
  channel: string;
  channelTitle?: string;
  to?: string;
  subject?: string;
  body?: string;
  state: string;
  stateTitle: string;
  error?: string;
  /** Key of the promise it kept. */
  promise?: string;
  record?: RecordRef | null;
}

/** passed tells whether nothing more happens in a status: the record has left it, or has come to its end there. */
export function passed(status: PathStatus): boolean {
  return status.state === 'past' || (status.state === 'now' && status.category === 'done');
}

/** alike tells whether two versions of a record say the same in their fields and stand at the same place with the same people. */
export function alike(a: RecordView, b: RecordView): boolean {
  const of = ({ view, process }: RecordView) => JSON.stringify([view.values, view.fields, process?.state, process?.status?.key, process?.owner?.id, process?.tasks]);
  return of(a) === of(b);
}
