import type { Draft } from 'immer';
import type { Text } from '../i18n/text';
import { copy, fresh, type Schema } from './design';
import { arranged, free, within } from './boardlayout';
import type { Place } from './dashboard';
import type { ConditionTree } from './formview';

/** A board as it is stored; what it asks is the question of the report engine. */
export interface MeasureSpec {
  key: string;
  fn: string;
  of?: string;
  per?: string;
  p?: number;
  formula?: string;
  where?: ConditionTree;
  interval?: boolean;
}

export interface DimensionSpec {
  key?: string;
  field: string;
  bucket?: string;
  level?: number;
  width?: number;
  top?: number;
  fill?: boolean;
}

export interface QuestionSpec {
  dataset: string;
  measures: MeasureSpec[];
  by?: DimensionSpec[];
  where?: ConditionTree;
  period?: { field: string; from?: unknown; to?: unknown };
  compare?: string[];
  sort?: { by: string; desc?: boolean }[];
  limit?: number;
}

export interface WidgetSpec {
  key: string;
  title: Text;
  note?: Text;
  chart: string;
  settings?: Record<string, unknown>;
  question: QuestionSpec;
  titles?: Record<string, Text>;
  place: Place;
}

export interface FilterSpec {
  key: string;
  form: string;
  field: string;
}

export interface BoardSpec {
  roles?: string[];
  order?: number;
  period?: string;
  filters?: FilterSpec[];
  widgets: WidgetSpec[];
}

/** What kind of answer a field gives when rows are made by it. */
export type AskKind = 'time' | 'number' | 'group';

/** A field that a question can name. */
export interface AskField {
  field: string;
  title: string;
  kind: AskKind;
  /** How well it is for grouping: few known values before everything else. */
  few?: boolean;
}

/** What a chart takes and begins with: bounds from the server's catalogue, the rest from the chart's own file. */
export interface ChartKind {
  id: string;
  shape: { minDims: number; maxDims: number; minMeasures: number; maxMeasures: number };
  settings: Schema;
  size: { w: number; h: number };
  begins: readonly AskKind[];
  starter?: Readonly<Record<string, unknown>>;
}

/** Measures of records in the order people think of them; those in `onNumbers` need a number, those in `onMeasures` other measures. */
export const functions = ['count', 'distinct', 'sum', 'avg', 'median', 'min', 'max', 'percentile', 'share', 'running', 'ratio'] as const;
export const onNumbers: readonly string[] = ['sum', 'avg', 'median', 'min', 'max', 'percentile'];
export const onMeasures: readonly string[] = ['share', 'running', 'ratio'];
export const buckets = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** dimension makes rows by a field, as it is asked most often. */
export function dimension(field: AskField, alone = true): DimensionSpec {
  if (field.kind === 'time') return alone ? { field: field.field, bucket: 'month', fill: true } : { field: field.field, bucket: 'month' };
  return field.kind === 'group' && !field.few ? { field: field.field, top: 10 } : { field: field.field };
}

/** wished are the dimensions a chart begins with: of every wish the best field that is not taken, else any other. */
function wished(kinds: readonly AskKind[], fields: readonly AskField[], taken: readonly string[] = []): DimensionSpec[] {
  const used = new Set(taken);
  const best = (kind: AskKind) => {
    const left = fields.filter((one) => !used.has(one.field));
    return left.find((one) => one.kind === kind && (kind !== 'group' || one.few)) ?? left.find((one) => one.kind === kind) ?? left.find((one) => one.few) ?? left[0];
  };
  return kinds.flatMap((kind) => {
    const field = best(kind);
    if (!field) return [];
    used.add(field.field);
    return [dimension(field, kinds.length === 1)];
  });
}

/** asked is the question a new widget begins with: how many there are, by what the chart is made for. */
export function asked(kind: ChartKind, form: string, fields: readonly AskField[]): QuestionSpec {
  const by = wished(kind.begins, fields);
  const time = fields.find((one) => one.field === 'record.createdAt') ?? fields.find((one) => one.kind === 'time');
  return { dataset: form, ...(by.length > 0 ? { by } : {}), measures: [{ key: 'n', fn: 'count' }], ...(time ? { period: { field: time.field } } : {}) };
}

/** added puts a new widget on a board, where it was dropped or where there is room, and answers its key. */
export function added(spec: Draft<BoardSpec>, kind: ChartKind, title: Text, question: QuestionSpec, at?: { x: number; y: number }): string {
  const key = fresh(kind.id, spec.widgets.map((one) => one.key));
  const place = at ? within({ ...at, ...kind.size }) : free(spec.widgets, kind.size);
  spec.widgets.push({ key, title, chart: kind.id, ...(kind.starter ? { settings: { ...kind.starter } } : {}), question, place } as Draft<WidgetSpec>);
  arrange(spec, key, place);
  return key;
}

/** arrange puts a widget at a place and everything else around it. */
export function arrange(spec: Draft<BoardSpec>, key?: string, to?: Place): void {
  const places = arranged(spec.widgets, key, to);
  for (const one of spec.widgets) {
    const { x, y, w, h } = places.get(one.key)!;
    if (one.place.x !== x || one.place.y !== y || one.place.w !== w || one.place.h !== h) one.place = { x, y, w, h };
  }
}

/** removed takes a widget off the board. */
export function removed(spec: Draft<BoardSpec>, key: string): void {
  spec.widgets = spec.widgets.filter((one) => one.key !== key);
  arrange(spec);
}

/** doubled puts a copy of a widget where there is room, and answers its key. */
export function doubled(spec: Draft<BoardSpec>, key: string): string | undefined {
  const found = spec.widgets.find((one) => one.key === key);
  if (!found) return undefined;
  const next = copy(found) as Draft<WidgetSpec>;
  next.key = fresh(found.chart, spec.widgets.map((one) => one.key));
  next.place = free(spec.widgets, { w: found.place.w, h: found.place.h });
  spec.widgets.push(next);
  return next.key;
}

/** drawnAs changes the chart of a widget in place: what the new one cannot show is left out, what it needs is added. */
export function drawnAs(widget: Draft<WidgetSpec>, kind: ChartKind, fields: readonly AskField[]): void {
  const { question } = widget;
  const { minDims, maxDims, maxMeasures } = kind.shape;
  const kindOf = (name: string) => fields.find(({ field }) => field === name)?.kind;
  // A chart of numbers cannot place words.
  const numbers = kind.begins.length > 0 && kind.begins.every((one) => one === 'number');
  let by = (question.by ?? []).filter((one) => !numbers || kindOf(one.field) === 'number').slice(0, maxDims);
  if (by.length < minDims) by = [...by, ...wished(kind.begins.slice(by.length, minDims), fields, by.map(({ field }) => field))];
  if (by.length > 1) by = by.map(({ fill: _, ...one }) => one);
  if (by.length > 0) question.by = by;
  else delete question.by;
  widget.chart = kind.id;
  const known = Object.entries(widget.settings ?? {}).filter(([name]) => name in (kind.settings.properties ?? {}));
  const settings = { ...kind.starter, ...Object.fromEntries(known) };
  if (Object.keys(settings).length > 0) widget.settings = settings;
  else delete widget.settings;
  keepMeasures(widget, question.measures.slice(0, maxMeasures));
}

/** keepMeasures leaves a widget these measures, and nothing that names any other. */
export function keepMeasures(widget: Draft<WidgetSpec>, measures: readonly MeasureSpec[]): void {
  const { question } = widget;
  question.measures = measures as Draft<MeasureSpec>[];
  const known = (key: string) => measures.some((one) => one.key === key) || (question.by ?? []).some((one) => (one.key ?? one.field) === key);
  question.sort = question.sort?.filter(({ by }) => known(by));
  if (!question.sort?.length) delete question.sort;
  widget.titles = Object.fromEntries(Object.entries(widget.titles ?? {}).filter(([key]) => known(key)));
  if (Object.keys(widget.titles).length === 0) delete widget.titles;
}

/** counting is a measure of another kind in place of one, about a field or measure that it can be about. */
export function counting(measure: MeasureSpec, fn: string, fields: readonly AskField[], others: readonly MeasureSpec[]): MeasureSpec {
  const next: MeasureSpec = { key: measure.key, fn };
  if (measure.where && !onMeasures.includes(fn)) next.where = measure.where;
  const number = (name?: string) => fields.find((one) => one.kind === 'number' && (!name || one.field === name))?.field;
  const base = others.filter((one) => one.key !== measure.key && !onMeasures.includes(one.fn));
  if (onNumbers.includes(fn)) next.of = number(measure.of) ?? number();
  if (fn === 'distinct') next.of = fields.find(({ field }) => field === measure.of)?.field ?? fields[0]?.field;
  if (fn === 'percentile') next.p = 90;
  if (onMeasures.includes(fn)) next.of = base[0]?.key;
  if (fn === 'ratio') next.per = base[1]?.key ?? base[0]?.key;
  return next;
}

/** setOr sets a property, or takes it away when there is nothing to say. */
export function setOr<T extends object, K extends keyof T>(on: T, name: K, value: T[K] | undefined): void {
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) delete on[name];
  else on[name] = value as T[K];
}
