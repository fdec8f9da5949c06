import { arity, complete, family, otherField, type FilterPart, type FilterRule } from './filter';
import type { Column } from './list';

/** Says a word or phrase in the reader's language; keys lie below `filter.` in the texts of lists. */
export type Say = (key: string, params?: Record<string, unknown>) => string;

export interface SentenceContext {
  columns: readonly Column[];
  say: Say;
  /** Names a person, department or record by id. */
  name?: (id: string) => string | undefined;
}

/** sentence says one part of a filter as a person would: 「紧急程度 等于 高」. Empty for what is not complete yet. */
export function sentence(part: FilterPart, context: SentenceContext, nested = false): string {
  if (part.kind === 'rule') return complete(part) ? ruleSentence(part, context) : '';
  if (part.kind === 'expr') return part.expr.trim();
  const parts = part.parts.map((one) => sentence(one, context, true)).filter(Boolean);
  if (parts.length === 0) return '';
  const joined = parts.join(context.say(`filter.join.${part.kind}`));
  const grouped = (nested && parts.length > 1) || part.not ? context.say('filter.group', { inner: joined }) : joined;
  return part.not ? context.say('filter.not', { inner: grouped }) : grouped;
}

function ruleSentence(rule: FilterRule, context: SentenceContext): string {
  const column = context.columns.find((one) => one.field === rule.field);
  const title = column?.title ?? rule.field;
  const op = context.say(operatorKey(rule.op, column));
  if (arity(rule.op) === 'none') return context.say('filter.bare', { title, op });
  return context.say('filter.rule', { title, op, value: valueText(rule, column, context) });
}

function valueText(rule: FilterRule, column: Column | undefined, context: SentenceContext): string {
  const other = otherField(rule.value);
  if (other !== undefined) return context.say('filter.group', { inner: context.columns.find((one) => one.field === other)?.title ?? other });
  const one = (value: unknown) => wordOf(value, column, context);
  if (arity(rule.op) === 'range') {
    const [low, high] = Array.isArray(rule.value) ? rule.value : [];
    return context.say('filter.range', { low: one(low) || '…', high: one(high) || '…' });
  }
  return Array.isArray(rule.value) ? rule.value.map(one).join(context.say('filter.list')) : one(rule.value);
}

function wordOf(value: unknown, column: Column | undefined, context: SentenceContext): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return context.say(`filter.${value}`);
  if (typeof value === 'object') return relativeWord(value as Record<string, unknown>, context);
  const text = String(value);
  return column?.filter?.options?.find((option) => option.value === text)?.text ?? context.name?.(text) ?? text;
}

/** operatorKey is the word for an operator; days are not "at least" but "not before". */
export function operatorKey(op: string, column: Column | undefined): string {
  const dated = column && family(column.type) === 'date' && ['gt', 'gte', 'lt', 'lte'].includes(op);
  return dated ? `filter.dateOp.${op}` : `filter.op.${op}`;
}

/** Days the console can name; others are shown as they are written. */
function relativeWord(value: Record<string, unknown>, { say }: SentenceContext): string {
  const written = String(value.relative ?? '');
  const back = /^today-(\d+)d$/.exec(written);
  if (back) return say('filter.daysAgo', { count: Number(back[1]) });
  return relativeDays.includes(written) ? say(`filter.relative.${written}`) : written;
}

/** The relative days offered beside a fixed date. */
export const relativeDays: readonly string[] = ['today', 'startOfWeek', 'startOfMonth', 'startOfQuarter', 'startOfYear'];
