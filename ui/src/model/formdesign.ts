import type { Text } from '../i18n/text';
import type { Definition } from './design';
import type { ConditionTree } from './formview';

/** The form as the builder edits it: the spec of a definition of kind form, with all its translations. */

export interface FieldSpec {
  key: string;
  type: string;
  title: Text;
  help?: Text;
  required?: boolean;
  readOnly?: boolean;
  unique?: boolean;
  /** A value, or `{expr}` worked out when a record is made. */
  default?: unknown;
  onHide?: string;
  personal?: { kind: string; purpose?: Text; retentionDays?: number };
  /** A tombstone: its data is kept, nothing of it is shown. */
  deleted?: boolean;
  settings?: Record<string, unknown>;
}

/** A piece of layout: a field by key, or a unit that may hold others. */
export interface Item {
  key?: string;
  field?: string;
  type?: string;
  title?: Text;
  text?: Text;
  /** Twelfths of the row; absent is the whole row. */
  width?: number;
  children?: Item[];
}

export interface LogicSpec {
  key: string;
  when: ConditionTree;
  show?: string[];
  hide?: string[];
  require?: string[];
  readOnly?: string[];
  set?: Record<string, unknown>;
  /** By field, the only options that can be chosen. */
  options?: Record<string, string[]>;
  off?: boolean;
}

export interface CheckSpec {
  key: string;
  when: ConditionTree;
  field?: string;
  message: Text;
}

export interface PublicSpec {
  enabled: boolean;
  title?: Text;
  intro?: Text;
  layout: Item[];
  require?: string[];
  submit?: Text;
  thanks?: Text;
  success?: Text;
  notice?: Text;
  /** Parameter of the link → field. */
  prefill?: Record<string, string>;
  track?: string[];
  theme?: string;
  perHour?: number;
  set?: Record<string, unknown>;
  /** The password itself is kept apart. */
  password?: boolean;
  /** Moments in UTC. */
  opens?: string;
  closes?: string;
  quota?: number;
  perPerson?: { times: number; by?: string };
  /** Origins of the sites that may show the page in a frame. */
  embed?: string[];
}

export interface FormSpec {
  numberField?: string;
  titleField?: string;
  externalField?: string;
  fields: FieldSpec[];
  logic?: LogicSpec[];
  checks?: CheckSpec[];
  layout?: Item[];
  public?: PublicSpec;
  contact?: Record<string, string>;
  similar?: string[];
  [more: string]: unknown;
}

export type FormDefinition = Definition<FormSpec>;

/** Which layout: that of the people inside, or that of strangers. */
export type Where = 'form' | 'public';

/** Where an item lies: the index among its siblings, on the way down. */
export type Place = readonly number[];

export interface Found {
  id: string;
  item: Item;
  place: Place;
  parent?: Item;
}

/** idOf names an item for selection: its field, its key, or where it lies when it has neither. */
export function idOf(item: Item, place: Place): string {
  return item.field ?? (item.key || `@${place.join('.')}`);
}

/** holds tells whether items can stand inside a unit. */
export function holds(item: Pick<Item, 'field' | 'type'>): boolean {
  return !item.field && item.type !== 'notice' && item.type !== 'divider';
}

/** living lists the fields that are not deleted. */
export function living(spec: FormSpec): FieldSpec[] {
  return spec.fields.filter((field) => !field.deleted);
}

/** flat lists all items, outer ones before what is inside them. */
export function flat(items: readonly Item[], above: Place = [], parent?: Item): Found[] {
  return items.flatMap((item, at) => {
    const place = [...above, at];
    return [{ id: idOf(item, place), item, place, parent }, ...flat(item.children ?? [], place, item)];
  });
}

export function findItem(items: readonly Item[], id: string): Found | undefined {
  return flat(items).find((one) => one.id === id);
}

/** itemAt is what lies at a place. */
export function itemAt(items: readonly Item[], place: Place): Found | undefined {
  const wanted = place.join();
  return place.length === 0 ? undefined : flat(items).find((one) => one.place.join() === wanted);
}

/** missing lists the fields that stand nowhere in the layout: the form shows them at its end. */
export function missing(spec: FormSpec): Item[] {
  const there = new Set(flat(spec.layout ?? []).map(({ item }) => item.field));
  return living(spec)
    .filter((field) => !there.has(field.key))
    .map((field) => ({ field: field.key }));
}

const whole = new WeakMap<FormSpec, readonly Item[]>();

/** itemsOf is a layout as it is drawn. The spec must not be changed in place afterwards. */
export function itemsOf(spec: FormSpec, where: Where): readonly Item[] {
  if (where === 'public') return spec.public?.layout ?? [];
  const known = whole.get(spec);
  if (known) return known;
  const items = [...(spec.layout ?? []), ...missing(spec)];
  whole.set(spec, items);
  return items;
}

/** siblings is the list that lies at a place; the empty place is the layout itself. */
export function siblings(items: Item[], parent: Place): Item[] {
  return parent.reduce((list, at) => (list[at]!.children ??= []), items);
}

/** taken lists the keys no new field or unit may have; those of deleted fields are not free either. */
export function taken(spec: FormSpec): string[] {
  const units = (items: readonly Item[]) => flat(items).flatMap(({ item }) => item.key ?? []);
  return [...spec.fields.map((field) => field.key), ...units(spec.layout ?? []), ...units(spec.public?.layout ?? [])];
}

/** What a rule can do to fields and units, in the order it is said. */
export const effects = ['show', 'hide', 'require', 'readOnly'] as const;

/** ruled lists what a rule does something to. */
export function ruled(rule: LogicSpec): string[] {
  const { show = [], hide = [], require = [], readOnly = [], set = {}, options = {} } = rule;
  return [...show, ...hide, ...require, ...readOnly, ...Object.keys(set), ...Object.keys(options)];
}

/** ruleCount tells how many rules in force do something to a field or unit. */
export function ruleCounts(spec: FormSpec): Map<string, number> {
  const counts = new Map<string, number>();
  for (const rule of spec.logic ?? []) {
    const about = new Set(ruled(rule));
    for (const key of about) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
