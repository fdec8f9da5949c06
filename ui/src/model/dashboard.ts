import type { Problem } from '../api/problem';
import type { ConditionTree } from './formview';

/** A board in the menu. */
export interface BoardEntry {
  key: string;
  title: string;
}

/** Where a widget stands, in columns and rows of the grid. */
export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface BoardWidget {
  key: string;
  title: string;
  note?: string;
  chart: string;
  form: string;
  place: Place;
}

export interface BoardFilter {
  key: string;
  title: string;
  options: readonly { value: string; text: string; color?: string }[] | null;
}

export interface Board extends BoardEntry {
  period: string;
  filters: readonly BoardFilter[];
  widgets: readonly BoardWidget[];
}

export interface Cell {
  value: number | string | boolean | null;
  n?: number;
  few?: boolean;
  low?: number;
  high?: number;
}

export interface Row {
  by: readonly unknown[];
  cells: readonly Cell[];
  n: number;
  compare?: readonly (readonly Cell[])[];
}

export interface Measure {
  key: string;
  title: string;
  format?: string;
}

/** The answer of a widget, or why there is none. */
export interface WidgetAnswer {
  answer?: { columns: readonly { key: string; measure?: string }[]; rows: readonly Row[]; total: Row; labels: readonly Record<string, { text: string; color?: string }>[]; excluded?: readonly { key: string; count: number }[]; truncated?: number };
  dims?: readonly string[];
  measures?: readonly Measure[];
  option?: Record<string, unknown> | null;
  question?: unknown;
  faults?: readonly Problem[];
}

/** The periods a board can show, each up to today. */
export const periods = ['all', 'today', 'week', 'month', 'quarter', 'year', 'last30', 'last90', 'last365'] as const;

/** inReading puts widgets in the order they are read in: row by row. A narrow screen shows them below each other like this. */
export function inReading(widgets: readonly BoardWidget[]): readonly BoardWidget[] {
  return [...widgets].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

/** totalSays reports whether figures of everything say something beside those of the rows: the greatest of all does not. */
export const totalSays = (columns: readonly { measure?: string }[]): boolean => columns.some(({ measure }) => measure !== undefined && measure !== 'max' && measure !== 'min');

type Say = (key: string, params?: Record<string, unknown>) => string;

/** labelOf is a label of a row in words. */
export function labelOf(by: unknown, named: Record<string, { text: string }> | undefined, say: Say): string {
  if (by === null || by === undefined) return say('empty');
  if (typeof by === 'boolean') return say(by ? 'yes' : 'no');
  if (typeof by === 'object') {
    const { others, from, to } = by as { others?: number; from?: number; to?: number };
    if (others !== undefined) return say('others', { count: others });
    if (from === undefined) return say('below', { to });
    return to === undefined ? say('above', { value: from }) : say('between', { from, to });
  }
  return named?.[String(by)]?.text ?? String(by);
}

/** figure is a number as people write it; nothing is a dash and not zero. */
export function figure(cell: Cell | undefined, format: string | undefined, language: string): string {
  const value = cell?.value;
  if (value === null || value === undefined) return '—';
  if (typeof value !== 'number') return String(value);
  if (format === 'percent') return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(language, { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 }).format(value);
}

/** changeOf is by how much a figure differs from that of the period before, as a share of it; undefined when that says nothing. */
export function changeOf(now: Cell | undefined, before: Cell | undefined): number | undefined {
  if (typeof now?.value !== 'number' || typeof before?.value !== 'number' || before.value === 0) return undefined;
  return (now.value - before.value) / Math.abs(before.value);
}

/** behindPath is the list that shows the records a filter names, whatever views the form has. */
export function behindPath(app: string, form: string, everything: string, filter: ConditionTree): string {
  return `/a/${app}/${form}?view=${encodeURIComponent(everything)}&filter=${encodeURIComponent(JSON.stringify(filter))}`;
}
