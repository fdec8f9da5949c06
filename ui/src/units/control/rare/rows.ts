import { useEffect, useRef, useState, type RefObject } from 'react';
import { splitPointer, type Problem } from '../../../api/problem';
import { round } from '../../../model/checks';
import { evaluate } from '../../../model/expression';
import type { Formula, FormField } from '../../../model/formview';
import { isEmpty } from '../../../model/formview';
import type { FieldDefinition, FieldInputProps, FieldUnit } from '../../fields/field';

export type Row = Record<string, unknown>;

export const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
export const isBlank = (row: Row, columns: readonly FormField[]) => columns.every(({ key, level }) => level !== 'write' || isEmpty(row[key]));

const formulasOf = (field: FieldDefinition) => (field.settings?.formulas ?? []) as Formula[];

/** columnsOf are the fields of a row; what is computed can only be read. */
export function columnsOf(field: FieldDefinition): FormField[] {
  const computed = ((field.settings?.fields ?? []) as FormField[]).map((column) => column.type === 'formula');
  return ((field.settings?.fields ?? []) as FormField[]).map((column, at) => ({ ...column, level: computed[at] ? 'read' : 'write' }));
}

/** derived computes the computed columns of a row, each over those before it, as the server does again. */
export function derived(field: FieldDefinition, row: Row): Row {
  const columns = columnsOf(field);
  if (isBlank(row, columns)) return row;
  const next: Row = Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null]));
  for (const { field: key, tree } of formulasOf(field)) {
    const decimals = columns.find((column) => column.key === key)?.settings?.decimals;
    try {
      const value = evaluate(tree, next);
      next[key] = typeof value === 'number' && typeof decimals === 'number' ? round(value, decimals) : value;
    } catch {
      next[key] = null;
    }
  }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => !isEmpty(value)));
}

/** tail is where in the table a problem lies: row and column, or nothing for one of the whole table. */
function tail(field: FieldDefinition, { pointer }: Problem): string[] {
  const parts = splitPointer(pointer);
  return parts.slice(parts.indexOf(field.key) + 1);
}

export function problemsAt({ field, problems }: Pick<FieldInputProps, 'field' | 'problems'>, row: number, column: string): Problem[] {
  return problems.filter((problem) => {
    const [at, key] = tail(field, problem);
    return at === String(row) && key === column;
  });
}

/** checkRows finds what the server would: the rules of every cell, and how many rows there are. */
export function checkRows(value: unknown, field: FieldDefinition, unitOf: (type: string) => FieldUnit): Problem[] {
  const columns = columnsOf(field).filter(({ level }) => level === 'write');
  const rows = rowsOf(value);
  const { min, max } = (field.settings ?? {}) as { min?: number; max?: number };
  const found = rows.flatMap((row, at) => (isBlank(row, columns) ? [] : checkRow(row, columns, unitOf).map((problem) => ({ ...problem, pointer: `/${at}${problem.pointer}` }))));
  const filled = rows.filter((row) => !isBlank(row, columns)).length;
  if (found.length > 0) return found;
  if (min && filled < min) return [{ code: 'form.sub_table.too_few', pointer: '', params: { min } }];
  return max && filled > max ? [{ code: 'form.sub_table.too_many', pointer: '', params: { max } }] : [];
}

function checkRow(row: Row, columns: readonly FormField[], unitOf: (type: string) => FieldUnit): Problem[] {
  return columns.flatMap((column) => {
    const { empty = isEmpty, check } = unitOf(column.type);
    const value = row[column.key];
    if (empty(value, column)) return column.required ? [{ code: 'form.field.required', pointer: `/${column.key}`, params: { title: column.title } }] : [];
    return (check?.(value, column) ?? []).map((problem) => ({ ...problem, pointer: `/${column.key}${problem.pointer}`, params: { title: column.title, ...problem.params } }));
  });
}

/** useRows keeps an id for every row, so that a row that is taken out takes its controls with it. */
export function useRows({ field, value, onChange }: Pick<FieldInputProps, 'field' | 'value' | 'onChange'>) {
  const stored = rowsOf(value);
  const rows = stored.length > 0 ? stored : [{}];
  const ids = useRef<number[]>([]);
  const next = useRef(0);
  while (ids.current.length < rows.length) ids.current.push((next.current += 1));
  ids.current.length = rows.length;
  const put = (list: readonly Row[]) => onChange(list.some((row) => Object.keys(row).length > 0) || list.length > 1 ? list : null);
  return {
    rows,
    ids: ids.current,
    set: (at: number, key: string, cell: unknown) => put(rows.map((row, one) => (one === at ? derived(field, { ...row, [key]: cell ?? null }) : row))),
    add: (row: Row = {}) => put([...rows, row]),
    remove(at: number) {
      ids.current = ids.current.filter((_, one) => one !== at);
      put(rows.filter((_, one) => one !== at));
    },
  };
}

/** useLoaded is true once the units of the columns are there. */
export function useLoaded(units: { ready: (types: string[]) => boolean; load: (types: string[]) => Promise<void> }, types: string[]): boolean {
  const [, setCount] = useState(0);
  const there = units.ready(types);
  useEffect(() => {
    let gone = false;
    // What could not be loaded is entered by the generic control.
    if (!there) units.load(types).then(() => gone || setCount((count) => count + 1), () => undefined);
    return () => {
      gone = true;
    };
  }, [types.join()]);
  return there;
}

/** useWide is true while an element is at least so many pixels wide; false where browsers cannot tell. */
export function useWide(element: RefObject<HTMLElement | null>, least: number, drawn: boolean): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    if (!element.current || typeof ResizeObserver === 'undefined') return undefined;
    const watch = new ResizeObserver(([entry]) => setWide(entry!.contentRect.width >= least));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [least, drawn]);
  return wide;
}
