import { describe, expect, it } from 'vitest';
import cases from '../../../engine/expression/testdata/cases.trees.json';
import { evaluate, ExpressionError, holds } from './expression';

interface Case {
  note: string;
  env?: Record<string, unknown>;
  want: unknown;
  error?: boolean;
  tree: unknown;
}

const all = cases as unknown as Case[];

describe('evaluate', () => {
  it('has the cases the server has', () => {
    expect(all.length).toBeGreaterThanOrEqual(120);
  });

  it.each(all.map((c) => [c.note, c] as const))('%s', (_, c) => {
    const env = Object.freeze(c.env ?? {});
    if (c.error) expect(() => evaluate(c.tree, env)).toThrow(ExpressionError);
    else expect(evaluate(c.tree, env)).toStrictEqual(c.want);
  });

  it('sees nothing an object merely inherits', () => {
    expect(evaluate(['.', ['$', 'record'], 'constructor'], { record: {} })).toBeNull();
    expect(evaluate(['$', 'toString'], {})).toBeNull();
    expect(() => evaluate(['constructor', 1], {})).toThrow(ExpressionError);
    expect(() => evaluate(['__proto__', 1], {})).toThrow(ExpressionError);
  });

  it('takes undefined for empty, at any depth', () => {
    expect(evaluate(['==', ['$', 'a'], null], { a: undefined })).toBe(true);
    expect(evaluate(['$', 'a'], { a: [undefined, { b: undefined }] })).toStrictEqual([null, { b: null }]);
  });
});

describe('holds', () => {
  it('counts an empty condition as false and refuses anything but a boolean', () => {
    expect(holds(['>', ['$', 'qty'], 3], { qty: 4 })).toBe(true);
    expect(holds(['$', 'missing'], {})).toBe(false);
    expect(() => holds(1, {})).toThrow(ExpressionError);
  });
});
