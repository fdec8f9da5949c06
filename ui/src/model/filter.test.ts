import { describe, expect, it } from 'vitest';
import { add, change, complete, count, emptyFilter, fromTree, newRule, operators, toTree, type FilterGroup } from './filter';
import { sentence } from './filtersentence';
import type { Column } from './list';

const urgency: Column = {
  field: 'urgency', title: '紧急程度', type: 'select',
  filter: { ops: ['eq', 'ne', 'in', 'empty', 'changed'], options: [{ value: 'high', text: '高' }, { value: 'low', text: '低' }] },
};
const columns: Column[] = [
  urgency,
  { field: 'title', title: '标题', type: 'text', filter: { ops: [] } },
  { field: 'record.createdAt', title: '提交时间', type: 'datetime' },
];
const words: Record<string, string> = {
  'filter.list': '、', 'filter.join.all': ' 且 ', 'filter.join.any': ' 或 ',
  'filter.op.eq': '等于', 'filter.op.in': '是其中之一', 'filter.op.contains': '包含', 'filter.op.gte': '不小于', 'filter.dateOp.gte': '不早于', 'filter.op.empty': '为空',
  'filter.op.between': '介于',
};
const say = (key: string, params: Record<string, unknown> = {}) => {
  if (key === 'filter.bare') return `${params.title} ${params.op}`;
  if (key === 'filter.rule') return `${params.title} ${params.op} ${params.value}`;
  if (key === 'filter.group') return `（${params.inner}）`;
  if (key === 'filter.not') return `不是${params.inner}`;
  if (key === 'filter.range') return `${params.low} 到 ${params.high}`;
  if (key === 'filter.daysAgo') return `${params.count} 天前`;
  return words[key] ?? key;
};
const rule = (field: string, op: string, value?: unknown) => ({ kind: 'rule', field, op, value }) as const;
const speak = (group: FilterGroup) => sentence(group, { columns, say });

describe('filters as condition trees', () => {
  const filter: FilterGroup = {
    kind: 'all',
    parts: [rule('urgency', 'eq', 'high'), { kind: 'any', not: true, parts: [rule('title', 'contains', 'x'), rule('title', 'empty')] }],
  };

  it('survive the way to the server and back', () => {
    const tree = toTree(filter)!;
    expect(tree).toEqual({
      all: [
        { field: 'urgency', op: 'eq', value: 'high' },
        { not: { any: [{ field: 'title', op: 'contains', value: 'x' }, { field: 'title', op: 'empty' }] } },
      ],
    });
    expect(toTree(fromTree(tree)!)).toEqual(tree);
  });

  it('leave out what is not complete, and groups left empty', () => {
    expect(toTree({ kind: 'all', parts: [rule('title', 'contains', ''), { kind: 'any', parts: [] }] })).toBeUndefined();
    expect(complete(rule('n', 'between', [null, 3]))).toBe(true);
    expect(complete(rule('n', 'between', [null, ''] ))).toBe(false);
    expect(complete(rule('ok', 'eq', false))).toBe(true);
    expect(count(filter)).toBe(3);
  });

  it('refuse what the builder cannot show', () => {
    expect(fromTree({ expr: 'amount > 3' })).toBeUndefined();
    expect(fromTree({ all: [{ expr: 'amount > 3' }] })).toBeUndefined();
    expect(fromTree({})).toEqual(emptyFilter);
  });

  it('are edited by path without touching the rest', () => {
    const more = add(filter, [1], rule('urgency', 'empty'));
    expect((more.parts[1] as FilterGroup).parts).toHaveLength(3);
    expect(more.parts[0]).toBe(filter.parts[0]);
    expect(change(more, [1, 0], () => undefined).parts[1]).toMatchObject({ parts: [{ op: 'empty' }, { op: 'empty' }] });
    expect(filter.parts).toHaveLength(2);
  });

  it('offer what the server names, else what the type allows', () => {
    expect(operators(urgency)).toEqual(['eq', 'ne', 'in', 'empty']);
    expect(operators(columns[1]!)).toContain('contains');
    expect(newRule(urgency)).toEqual({ kind: 'rule', field: 'urgency', op: 'eq', value: undefined });
  });
});

describe('filters as sentences', () => {
  it('say options by title and lists by commas', () => {
    expect(speak({ kind: 'all', parts: [rule('urgency', 'eq', 'high')] })).toBe('紧急程度 等于 高');
    expect(speak({ kind: 'all', parts: [rule('urgency', 'in', ['high', 'low'])] })).toBe('紧急程度 是其中之一 高、低');
  });

  it('put groups in brackets and say what is negated', () => {
    const group: FilterGroup = { kind: 'any', not: true, parts: [rule('title', 'contains', '登录'), rule('urgency', 'empty')] };
    expect(speak({ kind: 'all', parts: [rule('urgency', 'eq', 'low'), group] })).toBe('紧急程度 等于 低 且 不是（标题 包含 登录 或 紧急程度 为空）');
  });

  it('name relative days and open ranges', () => {
    expect(speak({ kind: 'all', parts: [rule('record.createdAt', 'gte', { relative: 'today-7d' })] })).toBe('提交时间 不早于 7 天前');
    expect(speak({ kind: 'all', parts: [rule('record.createdAt', 'between', ['2026-01-01', null])] })).toBe('提交时间 介于 2026-01-01 到 …');
  });

  it('name people through the names known', () => {
    const owner = { kind: 'all', parts: [rule('record.owner', 'eq', 'u1')] } as const;
    expect(sentence(owner, { columns, say, name: (id) => ({ u1: '王芳' })[id] })).toBe('record.owner 等于 王芳');
  });
});
