import type { ConditionTree } from './formview';
import type { Column } from './list';

/** A filter while it is being built: groups hold parts, rules compare one field. Empty groups match everything. */
export interface FilterGroup {
  kind: 'all' | 'any';
  not?: boolean;
  parts: readonly FilterPart[];
}

export interface FilterRule {
  kind: 'rule';
  field: string;
  op: string;
  value?: unknown;
}

/** What no rule can say, as it is written. Only the builder knows these; a list is never asked for one. */
export interface FilterExpression {
  kind: 'expr';
  expr: string;
}

export type FilterPart = FilterGroup | FilterRule | FilterExpression;

const isGroup = (part: FilterPart): part is FilterGroup => part.kind === 'all' || part.kind === 'any';

/** Position of a part: the index in each group on the way down; the empty path is the outermost group. */
export type Path = readonly number[];

export const emptyFilter: FilterGroup = { kind: 'all', parts: [] };

/** How many values an operator compares with. */
export type Arity = 'none' | 'one' | 'many' | 'range';

const arities: Readonly<Record<string, Arity>> = {
  empty: 'none',
  notEmpty: 'none',
  in: 'many',
  notIn: 'many',
  hasAny: 'many',
  hasAll: 'many',
  hasNone: 'many',
  containsAny: 'many',
  between: 'range',
  changed: 'none',
};

export function arity(op: string): Arity {
  return arities[op] ?? 'one';
}

/** Operators the console offers, in the order people look for them; a column offers those of them the server names. */
const familiar = [
  'eq', 'ne', 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'has', 'hasAny', 'hasAll', 'hasNone',
  'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'notEmpty',
];

/** Operators about a change, offered after the others where there is one. */
const changing = ['changed', 'becomes', 'leaves'];

const byType: Readonly<Record<string, readonly string[]>> = {
  text: ['contains', 'notContains', 'eq', 'empty', 'notEmpty'],
  number: ['eq', 'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'notEmpty'],
  date: ['eq', 'gte', 'lte', 'between', 'empty', 'notEmpty'],
  time: ['eq', 'gte', 'lte', 'between', 'empty', 'notEmpty'],
  boolean: ['eq'],
  choice: ['in', 'notIn', 'empty', 'notEmpty'],
  choices: ['hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
};

const families: Readonly<Record<string, string>> = {
  number: 'number', money: 'number', percent: 'number', rating: 'number', nps: 'number', slider: 'number', formula: 'number', rollup: 'number', time: 'time',
  date: 'date', datetime: 'date', boolean: 'boolean', consent: 'boolean',
  select: 'choice', user: 'choice', department: 'choice', relation: 'choice', status: 'choice', channel: 'choice',
  multi_select: 'choices', tags: 'choices', cascader: 'choices',
};

/** family groups field types by how they are compared. */
export function family(type: string): string {
  return families[type] ?? 'text';
}

/** operators lists what a column can be compared by. */
export function operators(column: Column): string[] {
  const said = column.filter?.ops ?? [];
  const known = familiar.filter((op) => said.includes(op));
  const usual = known.length > 0 ? known : [...byType[family(column.type)]!];
  return column.filter?.change ? [...usual, ...changing] : usual;
}

/** filterable lists the columns a filter can name. */
export function filterable(columns: readonly Column[]): Column[] {
  return columns.filter((column) => column.filter !== null);
}

/** suggested is the column a new rule starts with: something to choose from, when there is such a column. */
export function suggested(columns: readonly Column[]): Column | undefined {
  return columns.find((column) => (column.filter?.options?.length ?? 0) > 0) ?? columns[0];
}

/** newRule starts a rule about a column with its first operator and no value yet. */
export function newRule(column: Column): FilterRule {
  const op = operators(column)[0]!;
  return { kind: 'rule', field: column.field, op, value: column.type === 'boolean' ? true : undefined };
}

/** otherField is the field whose value a rule compares with, when it does not name a value itself. */
export function otherField(value: unknown): string | undefined {
  const { field } = (typeof value === 'object' && value !== null ? value : {}) as { field?: unknown };
  return typeof field === 'string' ? field : undefined;
}

/** complete tells whether a rule can be asked: its operator has the values it needs. */
export function complete(rule: FilterRule): boolean {
  const { value } = rule;
  const other = otherField(value);
  if (other !== undefined) return other !== '';
  const blank = (one: unknown) => one === undefined || one === null || one === '';
  if (arity(rule.op) === 'none') return true;
  if (arity(rule.op) === 'range') return Array.isArray(value) && value.some((one) => !blank(one));
  return Array.isArray(value) ? value.length > 0 : !blank(value);
}

/** toTree writes the filter as a condition; rules without a value are left out. Undefined when nothing is left. */
export function toTree(part: FilterPart): ConditionTree | undefined {
  if (part.kind === 'rule') {
    if (!complete(part)) return undefined;
    return arity(part.op) === 'none' ? { field: part.field, op: part.op } : { field: part.field, op: part.op, value: part.value };
  }
  if (part.kind === 'expr') return part.expr.trim() === '' ? undefined : { expr: part.expr };
  const parts = part.parts.map(toTree).filter((one) => one !== undefined);
  if (parts.length === 0) return undefined;
  const tree: ConditionTree = { [part.kind]: parts };
  return part.not ? { not: tree } : tree;
}

/** fromTree reads a condition back. With an expression in it that is undefined, unless `expressions` are wanted too. */
export function fromTree(tree: ConditionTree | null | undefined, expressions = false): FilterGroup | undefined {
  if (!tree || Object.keys(tree).length === 0) return emptyFilter;
  const part = readPart(tree, expressions);
  if (!part) return undefined;
  return isGroup(part) ? part : { kind: 'all', parts: [part] };
}

function readPart(tree: ConditionTree, expressions: boolean): FilterPart | undefined {
  if (expressions && typeof tree.expr === 'string') return { kind: 'expr', expr: tree.expr };
  if (tree.not) {
    const inner = readPart(tree.not as ConditionTree, expressions);
    if (!inner) return undefined;
    return isGroup(inner) ? { ...inner, not: !inner.not } : { kind: 'all', not: true, parts: [inner] };
  }
  for (const kind of ['all', 'any'] as const) {
    const list = tree[kind];
    if (!Array.isArray(list)) continue;
    const parts = list.map((one) => readPart(one as ConditionTree, expressions));
    return parts.every((one) => one !== undefined) ? { kind, parts: parts as FilterPart[] } : undefined;
  }
  if (typeof tree.field !== 'string' || typeof tree.op !== 'string') return undefined;
  return { kind: 'rule', field: tree.field, op: tree.op, value: tree.value };
}

/** change replaces the part at a path by what edit makes of it; undefined takes it away. */
export function change(group: FilterGroup, path: Path, edit: (part: FilterPart) => FilterPart | undefined): FilterGroup {
  if (path.length === 0) return (edit(group) as FilterGroup | undefined) ?? emptyFilter;
  const [at, ...rest] = path;
  const parts = group.parts.flatMap((part, index) => {
    if (index !== at) return [part];
    if (rest.length > 0) return isGroup(part) ? [change(part, rest, edit)] : [part];
    return edit(part) ?? [];
  });
  return { ...group, parts };
}

/** add puts a part at the end of the group at a path. */
export function add(group: FilterGroup, path: Path, part: FilterPart): FilterGroup {
  return change(group, path, (found) => (isGroup(found) ? { ...found, parts: [...found.parts, part] } : found));
}

/** count is the number of complete rules in a filter. */
export function count(part: FilterPart): number {
  if (!isGroup(part)) return toTree(part) ? 1 : 0;
  return part.parts.reduce((sum, one) => sum + count(one), 0);
}
