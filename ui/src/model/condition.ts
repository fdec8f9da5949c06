/** The browser's twin of engine/query: the same tree, the same meaning, checked against the same cases. */

export type Scalar = string | number | boolean | null;

export interface Relative {
  relative: string;
}

export interface FieldValue {
  field: string;
}

export type ConditionValue = Scalar | Relative | FieldValue | readonly (Scalar | Relative)[];

export interface Leaf {
  field: string;
  op: string;
  value?: ConditionValue;
}

/** One form per node; the empty object always holds. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { expr: string }
  | Leaf
  | Record<string, never>;

/** A tree as it arrives from the server, its form not yet looked at. */
export type ConditionTree = Readonly<Record<string, unknown>>;

export interface MatchOptions {
  /** Values before the change, for changed, becomes and leaves. */
  old?: (field: string) => unknown;
  /** Evaluates an expression; it throws when the expression fails. */
  expr?: (source: string) => boolean;
}

type Get = (field: string) => unknown;
type Test = (a: unknown, b: unknown) => boolean;

/**
 * Reports whether the record read through get meets the condition. An empty field (null, undefined, '', [])
 * matches only empty, ne, notIn, notContains and hasNone. A list matches when any element does. Throws on an
 * unknown operator and on an expression or change operator without the option it needs.
 */
export function match(condition: Condition | ConditionTree, get: Get, options: MatchOptions = {}): boolean {
  if ('all' in condition) return (condition.all as readonly Condition[]).every((part) => match(part, get, options));
  if ('any' in condition) return (condition.any as readonly Condition[]).some((part) => match(part, get, options));
  if ('not' in condition) return !match(condition.not as Condition, get, options);
  if ('expr' in condition) {
    if (!options.expr) throw new Error('condition.expr.forbidden');
    return options.expr(condition.expr as string);
  }
  return 'field' in condition ? leaf(condition as Leaf, get, options) : true;
}

function leaf(node: Leaf, get: Get, options: MatchOptions): boolean {
  const value = operand(node.value, get);
  const change = changes[node.op];
  if (change) {
    if (!options.old) throw new Error('condition.change.forbidden');
    return change(options.old(node.field), get(node.field), elements(value));
  }
  const compare = operators[node.op];
  if (!compare) throw new Error('condition.op.unknown');
  const left = elements(get(node.field));
  return node.op === 'between' ? between(left, value) : compare(left, elements(value));
}

function operand(value: unknown, get: Get): unknown {
  if (isObject(value) && 'field' in value) return get(value['field'] as string);
  if (isObject(value) || (Array.isArray(value) && value.some(isObject))) throw new Error('condition.value.unresolved');
  return value;
}

function isObject(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}

/** What conditions see in a value: nothing for an empty one, the non-empty elements of a list, else the value. */
export function elements(value: unknown): unknown[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((v) => v !== null && v !== undefined && v !== '');
}

const operators: Readonly<Record<string, (left: unknown[], right: unknown[]) => boolean>> = {
  empty: (left) => left.length === 0,
  notEmpty: (left) => left.length > 0,
  eq: some(equal),
  in: some(equal),
  has: some(equal),
  hasAny: some(equal),
  ne: none(equal),
  notIn: none(equal),
  hasNone: none(equal),
  hasAll: (left, right) => right.length > 0 && right.every((b) => left.some((a) => equal(a, b))),
  lt: some(before),
  gt: some((a, b) => before(b, a)),
  lte: some(notAfter),
  gte: some((a, b) => notAfter(b, a)),
  between: () => false,
  contains: some(contains),
  containsAny: some(contains),
  notContains: none(contains),
  startsWith: some((a, b) => texts(a, b) && (a as string).startsWith(b as string)),
};

const changes: Readonly<Record<string, (old: unknown, now: unknown, value: unknown[]) => boolean>> = {
  changed: (old, now) => canonical(elements(old)) !== canonical(elements(now)),
  becomes: (old, now, value) => some(equal)(elements(now), value) && !some(equal)(elements(old), value),
  leaves: (old, now, value) => some(equal)(elements(old), value) && !some(equal)(elements(now), value),
};

function some(test: Test): (left: unknown[], right: unknown[]) => boolean {
  return (left, right) => left.some((a) => right.some((b) => test(a, b)));
}

function none(test: Test): (left: unknown[], right: unknown[]) => boolean {
  const positive = some(test);
  return (left, right) => !positive(left, right);
}

function equal(a: unknown, b: unknown): boolean {
  return typeof a !== 'object' && a === b;
}

function texts(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string';
}

function contains(a: unknown, b: unknown): boolean {
  return texts(a, b) && (a as string).includes(b as string);
}

/** Strictly smaller, for two numbers or two texts; everything else has no order. */
function before(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return texts(a, b) && compareText(a as string, b as string) < 0;
}

function notAfter(a: unknown, b: unknown): boolean {
  return typeof a !== 'boolean' && (before(a, b) || equal(a, b));
}

/** Inclusive; an empty bound is open, but not both. */
function between(left: unknown[], value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low] = elements(value[0]);
  const [high] = elements(value[1]);
  if (low === undefined && high === undefined) return false;
  return left.some((v) => (low === undefined || notAfter(low, v)) && (high === undefined || notAfter(v, high)));
}

/** Orders texts like their UTF-8 bytes: by code point, where JavaScript's < would go by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** JSON with sorted keys, so that equal values have equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value).sort().map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join()}}`;
}
