import type { ConditionTree } from './formview';
import type { DueState, Person, Status } from './record';
import type { Saved } from './savedview';

/** What the server says about the columns, views and rows of a form's list. */

export interface ColumnOption {
  value: string;
  text: string;
  color?: string;
}

export interface Column {
  /** A field key, or `record.status` and its like for what every record has. */
  field: string;
  title: string;
  type: string;
  sortable?: boolean;
  /** The field that says the same under a name of its own. */
  same?: string;
  filter?: {
    ops: readonly string[];
    options?: readonly ColumnOption[];
    /** It can be asked what it was before, as in rules about a change. */
    change?: boolean;
  } | null;
}

export interface ListView {
  key: string;
  title: string;
  columns?: readonly (string | { field: string })[];
  filter?: ConditionTree | null;
  sort?: string | readonly unknown[] | null;
  /** The list opens with it for this person. */
  start?: boolean;
  /** What a view has that somebody saved; those of the app have none. */
  saved?: Saved;
}

export interface Columns {
  columns: readonly Column[];
  views?: readonly ListView[];
  /** The roles views can be shared with, for those who may. */
  roles?: readonly { key: string; title: string }[];
}

export interface Cell {
  value: unknown;
  text: string;
  color?: string;
}

export interface ListItem {
  id: string;
  rev: number;
  app?: string;
  form?: string;
  formTitle?: string;
  no: string;
  title: string;
  createdAt: string;
  updatedAt?: string;
  channel?: string;
  /** The channel in words. */
  cameBy?: string;
  status: Status | null;
  owner: Person | null;
  submitter: Person | null;
  due?: string | null;
  dueState?: DueState;
  cells?: Readonly<Record<string, Cell>>;
  flags?: readonly string[];
  sample?: boolean;
}

export interface Page<T> {
  items: readonly T[];
  next: string;
  count?: number;
}

/** The columns every record can show, by the name lists and filters use for them. */
export const systemColumns = ['record.no', 'record.title', 'record.status', 'record.owner', 'record.due', 'record.createdAt', 'record.updatedAt', 'record.submitter', 'record.channel'] as const;

/** shownColumns picks the columns to draw: what the person chose, else the view's, else the first few. */
export function shownColumns(columns: readonly Column[], view: ListView | undefined, chosen?: readonly string[]): Column[] {
  const known = new Map(columns.map((column) => [column.field, column]));
  const own = (view?.columns ?? []).map((column) => (typeof column === 'string' ? column : column.field));
  const wanted = (chosen ?? own).filter((field) => known.has(field));
  if (wanted.length > 0) return wanted.map((field) => known.get(field)!);
  return usual(columns);
}

/** The identity column joins these; they are not drawn a second time. */
export const identity: ReadonlySet<string> = new Set(['record.title', 'record.no', 'title']);

/**
 * offered leaves out of a choice of columns what another says under a name of its own, and what people never see when
 * they fill a form; what is in use already stays.
 */
export function offered<C extends Column>(columns: readonly C[], used: readonly string[] = []): C[] {
  return columns.filter((column) => used.includes(column.field) || !(column.same || column.type === 'hidden'));
}

/** grouped separates what every record has from the form's own fields, in the order given. */
export function grouped<C extends Column>(columns: readonly C[]): { record: C[]; field: C[] } {
  const ofRecord = (column: C) => column.field.startsWith('record.');
  return { record: columns.filter(ofRecord), field: columns.filter((column) => !ofRecord(column)) };
}

/** repeats tells that a column says on every row what the identity column says already: the number or the title. */
export function repeats(column: Column, items: readonly ListItem[]): boolean {
  if (identity.has(column.field)) return true;
  const said = (item: ListItem) => item.cells?.[column.field]?.text;
  return items.length > 0 && (items.every((item) => said(item) === item.no) || items.every((item) => said(item) === item.title));
}

const first = ['record.status', 'record.owner', 'record.due'];

/** usual is what a list shows when nobody chose: where a record stands, what kind it is, and when it came. */
function usual(columns: readonly Column[]): Column[] {
  const named = (fields: readonly string[]) => columns.filter((column) => fields.includes(column.field));
  const fields = columns.filter((column) => !column.field.startsWith('record.') && column.field !== 'title');
  const kinds = fields.filter((column) => (column.filter?.options?.length ?? 0) > 0).slice(0, 3);
  const rest = kinds.length > 0 ? kinds : fields.slice(0, 4);
  return [...named(first), ...rest, ...named(['record.createdAt'])];
}

export interface Sort {
  field: string;
  descending: boolean;
}

/** parseSort reads `field:desc`; anything else sorts nothing. */
export function parseSort(text: string | null | undefined): Sort | undefined {
  const [field, order] = (text ?? '').split(':');
  return field ? { field, descending: order === 'desc' } : undefined;
}

/** nextSort is what a press on a column's head makes of the order: up, down, then the view's own again. */
export function nextSort(now: Sort | undefined, field: string): string {
  if (now?.field !== field) return `${field}:asc`;
  return now.descending ? '' : `${field}:desc`;
}

/** arranged puts the view a list opens with first, then those a person saved, then the others in their order. */
export function arranged(views: readonly ListView[]): ListView[] {
  const rank = (view: ListView) => (view.start ? 0 : view.saved && !view.saved.shared ? 1 : 2);
  return [...views].sort((one, other) => rank(one) - rank(other));
}

/** The key of the view of everything, where the app has no views. */
export const everything = '*';

/** withWhole adds a view of everything to those that people saved of a form that has none of its own, and wherever it was asked for: a figure of a board leads to it. */
export function withWhole(views: readonly ListView[], title: string, asked = false): readonly ListView[] {
  if (asked && views.some((view) => !view.saved)) return [...views, { key: everything, title, filter: null }];
  if (views.length === 0 || views.some((view) => !view.saved)) return views;
  return [{ key: everything, title, filter: null, start: !views.some((view) => view.start) }, ...views];
}

/** splitViews keeps the first few views as tabs; the one being looked at is always among them. */
export function splitViews(views: readonly ListView[], chosen: string | undefined, room: number): { shown: ListView[]; more: ListView[] } {
  if (views.length <= room) return { shown: [...views], more: [] };
  const first = views.slice(0, room);
  const far = first.some((view) => view.key === chosen) ? undefined : views.find((view) => view.key === chosen);
  const shown = far ? [...first.slice(0, room - 1), far] : first;
  return { shown, more: views.filter((view) => !shown.includes(view)) };
}

/** whole tells that a view leaves nothing out. */
export function whole(view: ListView): boolean {
  return view.key === 'all' || view.filter === null || (view.filter !== undefined && Object.keys(view.filter).length === 0);
}

/** widest is the view that shows most beside the one being looked at: one that leaves nothing out, else the last. */
export function widest(views: readonly ListView[], now: ListView | undefined): ListView | undefined {
  const others = views.filter((view) => view.key !== now?.key);
  return others.find((view) => view.key === 'all') ?? others.find(whole) ?? others.at(-1);
}
