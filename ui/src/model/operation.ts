// The operations of an expression on evaluated values: the twin of operator.go and function_*.go in
// engine/expression. Loops, choices and names are in expression.ts.
import { compareText } from './condition';
import { mapText, moment, round, shiftDate, wholeDays, writeNumber } from './quantity';

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** What is an error on the server is this error here: wrong kinds of value, or too much work. */
export class ExpressionError extends Error {}

/** The state of one evaluation. */
export interface Run {
  env: Readonly<Record<string, unknown>>;
  steps: number;
}

type Operation = (run: Run, a: Value, b: Value, args: Value[]) => Value;

const maxSteps = 100_000;

export function charge(run: Run, steps: number): void {
  if ((run.steps += steps) > maxSteps) throw new ExpressionError('budget');
}

export function fail(operation: string): never {
  throw new ExpressionError(operation);
}

export const canonical = (v: unknown): Value => (v === undefined ? null : (v as Value));

export function truth(v: Value): boolean {
  return v === null ? false : typeof v === 'boolean' ? v : fail('?');
}

const chargeText = (run: Run, text: string): void => charge(run, text.length >> 8);
const isMap = (v: Value): v is { [key: string]: Value } => typeof v === 'object' && v !== null && !Array.isArray(v);
const at = (map: object, key: string): Value => (Object.hasOwn(map, key) ? canonical((map as Record<string, unknown>)[key]) : null);
const whole = (v: Value): v is number => Number.isInteger(v);

/** A result of arithmetic: empty when it is not finite, never a negative zero. */
const finite = (n: number): Value => (Number.isFinite(n) ? n + 0 : null);

/** Most operations on an empty value give an empty value. */
const unless = (empty: Value, operation: Operation): Operation => (run, a, b, args) =>
  a === null || b === null ? empty : operation(run, a, b, args);

const numbers = (compute: (a: number, b: number) => number): Operation =>
  unless(null, (_, a, b) => (typeof a === 'number' && typeof b === 'number' ? finite(compute(a, b)) : fail('number')));

const one = (compute: (n: number) => number): Operation => {
  const operation = numbers(compute);
  return (run, a, _, args) => operation(run, a, 0, args);
};

const texts = (holds: (text: string, part: string) => boolean): Operation =>
  unless(false, (run, a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string') return fail('text');
    chargeText(run, a);
    return holds(a, b);
  });

const changed = (change: (text: string) => string): Operation => (run, a) => {
  if (typeof a !== 'string') return a === null ? null : fail('text');
  chargeText(run, a);
  return change(a);
};

function equal(run: Run, a: Value, b: Value): boolean {
  if (typeof a === 'string') chargeText(run, a);
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((e, i) => equalElement(run, e, b[i]));
  }
  if (!isMap(a)) return a === b;
  if (!isMap(b)) return false;
  let same = true;
  for (const key of Object.keys(a)) same = equalElement(run, at(a, key), at(b, key)) && same;
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key) && at(b, key) !== null) same = false;
  charge(run, Object.keys(b).length);
  return same;
}

function equalElement(run: Run, a: unknown, b: unknown): boolean {
  charge(run, 1);
  return equal(run, canonical(a), canonical(b));
}

function compare(run: Run, a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return fail('<');
  chargeText(run, a);
  return compareText(a, b);
}

const ordering = (holds: (c: number) => boolean): Operation => unless(false, (run, a, b) => holds(compare(run, a, b)));

const has = (run: Run, list: Value[], v: Value): boolean => list.some((e) => equalElement(run, e, v));

function text(run: Run, v: Value): string {
  if (v === null) return '';
  if (Array.isArray(v)) return joined(run, v, ', ');
  if (isMap(v)) return fail('text');
  return typeof v === 'number' ? writeNumber(v) : String(v);
}

function joined(run: Run, list: Value[], separator: string): string {
  const part = (e: unknown): string => {
    const s = text(run, canonical(e));
    charge(run, 1 + ((s.length + separator.length) >> 8));
    return s;
  };
  return list.map(part).join(separator);
}

const extreme = (sign: number): Operation => (run, a, _, args) => {
  if (args.length === 1 && a === null) return null;
  const list = args.length === 1 && Array.isArray(a) ? a : args;
  let best: Value = null;
  for (const e of list.map(canonical)) {
    if (e === null) continue;
    const c = compare(run, e, best ?? e);
    if (best === null || c * sign > 0) best = e;
  }
  charge(run, list.length);
  return best;
};

const dates = (read: (date: string) => Value | undefined): Operation => (_, a) => {
  if (a === null) return null;
  const v = typeof a === 'string' && a.length === 10 && moment(a) !== undefined ? read(a) : undefined;
  return v ?? fail('date');
};

const measured = (run: Run, v: Value): number => {
  if (typeof v !== 'string') return v === null ? 0 : typeof v === 'object' ? Object.keys(v).length : fail('len');
  chargeText(run, v);
  return [...v].length;
};

export const operations: Readonly<Record<string, Operation>> = {
  $: (run, name) => at(run.env, name as string),
  '.': (_, map, key) => (map === null ? null : isMap(map) ? at(map, key as string) : fail('.')),
  item: unless(null, (_, list, i) =>
    Array.isArray(list) && whole(i) ? canonical(list[i < 0 ? i + list.length : i]) : fail('[]'),
  ),
  '[]': (run, _a, _b, args) => (charge(run, args.length), args),
  '{}': (run, _a, _b, args) => {
    charge(run, args.length / 2);
    return Object.fromEntries(args.flatMap((key, i) => (i % 2 ? [] : [[key, canonical(args[i + 1])]])));
  },
  '==': equal,
  '!=': (run, a, b) => !equal(run, a, b),
  '<': ordering((c) => c < 0),
  '<=': ordering((c) => c <= 0),
  '>': ordering((c) => c > 0),
  '>=': ordering((c) => c >= 0),
  in: unless(false, (run, v, list) => (Array.isArray(list) ? has(run, list, v) : fail('in'))),
  contains: unless(false, (run, a, b, args) => (Array.isArray(a) ? has(run, a, b) : includes(run, a, b, args))),
  startsWith: texts((a, b) => a.startsWith(b)),
  endsWith: texts((a, b) => a.endsWith(b)),
  '+': (run, a, b, args) => {
    if (typeof a !== 'string' || typeof b !== 'string') return add(run, a, b, args);
    charge(run, 1 + ((a.length + b.length) >> 8));
    return a + b;
  },
  '-': numbers((a, b) => a - b),
  '*': numbers((a, b) => a * b),
  '/': numbers((a, b) => a / b),
  mod: numbers((a, b) => a % b),
  neg: one((n) => -n),
  range: unless(null, (run, a, b) => {
    if (!whole(a) || !whole(b)) return fail('..');
    const size = Math.max(0, b - a + 1);
    charge(run, Math.min(size, maxSteps + 1));
    return Array.from({ length: size }, (_, i) => a + i);
  }),
  empty: (_, v) => v === null || v === '' || (typeof v === 'object' && Object.keys(v).length === 0),
  len: measured,
  text,
  join: (run, list, _, args) => {
    const separator = args.length > 1 ? args[1] : ', ';
    if (list === null) return '';
    return Array.isArray(list) && typeof separator === 'string' ? joined(run, list, separator) : fail('join');
  },
  min: extreme(-1),
  max: extreme(1),
  abs: one(Math.abs),
  floor: one(Math.floor),
  ceil: one(Math.ceil),
  round: (_, n, __, args) => {
    const places = args.length > 1 ? args[1] : 0;
    if (n === null || places === null) return null;
    return typeof n === 'number' && whole(places!) && Math.abs(places) <= 15 ? finite(round(n, places)) : fail('round');
  },
  lower: changed((s) => mapText(s, (c) => c.toLowerCase())),
  upper: changed((s) => mapText(s, (c) => c.toUpperCase())),
  trim: changed((s) => s.trim()),
  days: unless(null, (_, a, b) => (typeof a === 'string' && typeof b === 'string' ? wholeDays(a, b) : undefined) ?? fail('days')),
  addDays: unless(null, (_, a, n) => (typeof a === 'string' && whole(n) ? shiftDate(a, n) : undefined) ?? fail('addDays')),
  year: dates((s) => +s.slice(0, 4)),
  month: dates((s) => +s.slice(5, 7)),
  day: dates((s) => +s.slice(8)),
};

const includes = texts((text, part) => text.includes(part));
const add = numbers((a, b) => a + b);

/** The sum of a list, empty elements left out. */
export function total(run: Run, list: Value[]): Value {
  let sum = 0;
  for (const e of list) {
    if (typeof e === 'number') sum += e;
    else if (e !== null) fail('sum');
  }
  charge(run, list.length);
  return finite(sum);
}
