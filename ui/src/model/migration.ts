import type { Problem } from '../api/problem';

/** Plan says where running records go whose step or status a newer process no longer has. */
export interface Plan {
  statuses?: Record<string, string>;
  nodes?: Record<string, string>;
}

/** Order is what a publisher chooses for the records under way. */
export interface Order {
  plan?: Record<string, Plan>;
  /** Records without a place stay on the old process. */
  pin?: boolean;
  /** Every record stays. */
  keep?: boolean;
  /** Records that stay though they could move. */
  stay?: string[];
  /** Records that were left behind by an earlier choice go along. */
  unpin?: boolean;
  /** Options that take the place of others in the records that hold them. */
  values?: Swap[];
}

export interface Swap {
  form: string;
  field: string;
  from: string;
  to: string;
  /** Records keep the option though it goes. */
  keep?: boolean;
}

/** kept is the choice that records keep an option. */
export const kept = '';

/** GoneOption is an option that goes while records hold it, and what can take its place. */
export interface GoneOption {
  form: string;
  field: string;
  fieldTitle: string;
  option: string;
  optionTitle: string;
  count: number;
  choices: Choice[];
}

/** Outlook is everything the dry run found. */
export interface Outlook {
  processes: Foresight[];
  options: GoneOption[];
}

export interface MovedRecord {
  id: string;
  no: string;
  title: string;
  status: string;
}

/** StrayPlace is a status and step that records stand in and the new process has no room for. */
export interface StrayPlace {
  status: string;
  statusTitle: string;
  node: string;
  nodeTitle: string;
  count: number;
  failing: number;
  problems: Problem[];
  records: MovedRecord[];
}

export interface Choice {
  key: string;
  title: string;
  status?: string;
}

/** Foresight is what publishing would do to the running records of one process. */
export interface Foresight {
  process: string;
  form: string;
  title: string;
  running: number;
  pinned: number;
  moving: number;
  mapped: number;
  failing: number;
  places: StrayPlace[];
  /** Some of those that go on by themselves. */
  going: MovedRecord[];
  statuses: Choice[];
  nodes: Choice[];
}

/** Progress is how far the records have come to the current release. */
export interface Progress {
  release: number;
  state: 'none' | 'running' | 'done';
  total: number;
  moved: number;
  failed: number;
  pinned: number;
  left: number;
  /** Records with values to be sealed or opened, and those of them that are left. */
  seals: number;
  unsealed: number;
  items: { record: MovedRecord; form: string; state: 'moved' | 'pinned' | 'failed' | 'kept'; problems: Problem[] }[];
  next: string;
}

/** sendTo plans that the records of a step go to another one; without it they have no place again. */
export function sendTo(order: Order, process: string, node: string, to: string | undefined): Order {
  const { [node]: _, ...nodes } = order.plan?.[process]?.nodes ?? {};
  if (to) nodes[node] = to;
  return { ...order, plan: { ...order.plan, [process]: { ...order.plan?.[process], nodes } } };
}

/** leave decides whether a record stays on the old process. */
export function leave(order: Order, record: string, stays: boolean): Order {
  const others = (order.stay ?? []).filter((id) => id !== record);
  return { ...order, stay: stays ? [...others, record] : others };
}

/** replace says by what an option that goes is replaced, with kept that the records keep it; undefined takes the choice back. */
export function replace(order: Order, { form, field, option: from }: GoneOption, to: string | undefined): Order {
  const others = (order.values ?? []).filter((swap) => swap.form !== form || swap.field !== field || swap.from !== from);
  if (to === undefined) return { ...order, values: others };
  return { ...order, values: [...others, { form, field, from, to, ...(to === kept ? { keep: true } : {}) }] };
}

/** replaced is what takes the place of an option. */
export function replaced(order: Order, { form, field, option }: GoneOption): string | undefined {
  return order.values?.find((swap) => swap.form === form && swap.field === field && swap.from === option)?.to;
}

/** moves tells whether an order puts options in the place of others. */
export const moves = (order: Order): boolean => (order.values ?? []).some(({ keep }) => !keep);

/** sum adds one count up over all processes. */
export const sum = (list: readonly Foresight[], of: 'running' | 'pinned' | 'moving' | 'mapped' | 'failing'): number => list.reduce((total, one) => total + one[of], 0);

/** settled tells whether every running record has a place, or the choice to stay, and every option that goes a choice. */
export function settled({ processes, options }: Outlook, order: Order): boolean {
  if (order.pin || order.keep) return true;
  const housed = processes.every((one) => one.places.every((place) => place.failing <= place.records.filter(({ id }) => order.stay?.includes(id)).length));
  return housed && options.every((gone) => replaced(order, gone) !== undefined);
}

/** targets groups the steps that records can go to by their status, for a select. */
export function targets({ statuses, nodes }: Foresight): { label: string; options: { value: string; label: string }[] }[] {
  return statuses.map((status) => ({
    label: status.title,
    options: nodes.filter((node) => node.status === status.key).map((node) => ({ value: node.key, label: `${status.title} · ${node.title}` })),
  }));
}
