import { describe, expect, it } from 'vitest';
import { resultOf, type Prepared } from './live';

const prepared = (more: Partial<Prepared>): Prepared => ({ tree: null, value: null, env: {}, reads: [], problems: [], ...more });

describe('what an expression comes to', () => {
  it('is worked out here from the tree', () => {
    expect(resultOf(prepared({ tree: ['+', ['$', 'a'], 2], env: { a: 3 } }))).toEqual({ kind: 'value', value: 5 });
  });
  it('comes from the server where only that can', () => {
    expect(resultOf(prepared({ value: 'x' }))).toEqual({ kind: 'value', value: 'x' });
  });
  it('is the first problem while it is not written right', () => {
    const problem = { code: 'expression.syntax', pointer: '' };
    expect(resultOf(prepared({ tree: ['$', 'a'], problems: [problem] }))).toEqual({ kind: 'problem', problem });
  });
  it('is none where the values do not go together', () => {
    expect(resultOf(prepared({ tree: ['+', ['$', 'a'], 2], env: { a: true } }))).toEqual({ kind: 'failed' });
  });
});
