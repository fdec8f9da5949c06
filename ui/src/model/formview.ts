/** The form as the server prepares it for one reader: texts in their language, levels for their rights. */

/** What the reader may do with a field; a field that is hidden from them is not in the view at all. */
export type Level = 'write' | 'read' | 'masked';

export interface Option {
  key: string;
  title: string;
  /** One of the tones of tokens.css. */
  color?: string;
  /** Archived options are shown where they were chosen and offered no more. */
  archived?: boolean;
}

export interface FormField {
  key: string;
  type: string;
  title: string;
  help?: string;
  /** What something personal is asked for. */
  purpose?: string;
  level: Level;
  required?: boolean;
  /** `keep` leaves the value alone while logic hides the field; otherwise hiding clears it. */
  onHide?: string;
  settings?: Readonly<Record<string, unknown>>;
  default?: unknown;
}

/** A piece of layout: a field by key, or a unit with children. */
export interface LayoutItem {
  field?: string;
  type?: string;
  key?: string;
  title?: string;
  text?: string;
  /** Twelfths of the row; 0 or absent is the whole row. */
  width?: number;
  children?: readonly LayoutItem[];
}

/** A condition tree as JSON; model/condition.ts knows what it means. */
export type ConditionTree = Readonly<Record<string, unknown>>;
/** A parsed expression as JSON; model/expression.ts knows what it means. */
export type ExpressionTree = unknown;

export interface LogicRule {
  key?: string;
  when: ConditionTree;
  show?: readonly string[];
  hide?: readonly string[];
  require?: readonly string[];
  readOnly?: readonly string[];
  set?: Readonly<Record<string, { value?: unknown; tree?: ExpressionTree }>>;
  /** By field, the only options that can be chosen. */
  options?: Readonly<Record<string, readonly string[]>>;
}

export interface Formula {
  field: string;
  tree: ExpressionTree;
}

export interface FormCheck {
  when: ConditionTree;
  field: string;
  message: string;
}

export type Values = Readonly<Record<string, unknown>>;

export interface FormView {
  key: string;
  title: string;
  intro?: string;
  theme?: string;
  submit?: string;
  notice?: string;
  lang?: string;
  fields: Readonly<Record<string, FormField>>;
  layout?: readonly LayoutItem[];
  logic?: readonly LogicRule[];
  formulas?: readonly Formula[];
  checks?: readonly FormCheck[];
  /** Records behind relation fields, so that dotted paths can be read. */
  related?: Readonly<Record<string, Values | null>>;
  values?: Values;
  /** Display text of values the reader cannot work out: masked ones, names behind ids. */
  texts?: Readonly<Record<string, string>>;
  /** Names of people, departments and records by id. */
  names?: Readonly<Record<string, string>>;
}

/** layoutOf is the layout to draw: the view's own, else every field below the other. */
export function layoutOf(view: FormView): readonly LayoutItem[] {
  if (view.layout && view.layout.length > 0) return view.layout;
  return Object.keys(view.fields).map((field) => ({ field }));
}

/** fieldsIn lists the field keys of some layout items, depth first, each once. */
export function fieldsIn(items: readonly LayoutItem[], found: string[] = []): string[] {
  for (const item of items) {
    if (item.field && !found.includes(item.field)) found.push(item.field);
    if (item.children) fieldsIn(item.children, found);
  }
  return found;
}

/** typesIn lists the types of the layout units among some items and inside them. */
export function typesIn(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item) => [item.type ?? '', ...typesIn(item.children ?? [])]).filter(Boolean);
}

/** blank tells whether a reader sees nothing of a text, as field.Words does: the letters named look like blanks. */
export const blank = (text: string): boolean => !/(?![\u2800\u3164\uFFA0\u115F\u1160])[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** isEmpty is the product's one idea of "nothing entered", before a field type's own. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : typeof value === 'string' && blank(value);
}

/** known drops what a form does not have, such as what an older one asked for, and what says nothing. */
export function known(view: FormView, values: Values = {}): Values {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => view.fields[key] && !isEmpty(value)));
}

/** same compares two field values by content; missing, null and empty text or list are one and the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}
