import type { Problem } from '../api/problem';
import { evaluate, ExpressionError } from './expression';

/** An expression that the server has prepared: its tree, the values it reads, and what is wrong with it. */
export interface Prepared {
  /** null when only the server can work it out; `value` is the result then. */
  tree: unknown;
  value: unknown;
  env: Readonly<Record<string, unknown>>;
  reads: readonly { field: string; title: string; text: string }[];
  problems: readonly Problem[];
}

/** What an expression comes to: a value, a problem of how it is written, or that it has none with these values. */
export type Result = { kind: 'value'; value: unknown } | { kind: 'problem'; problem: Problem } | { kind: 'failed' };

/** resultOf works a prepared expression out. */
export function resultOf({ tree, value, env, problems }: Prepared): Result {
  const [problem] = problems;
  if (problem) return { kind: 'problem', problem };
  if (tree === null || tree === undefined) return { kind: 'value', value };
  try {
    return { kind: 'value', value: evaluate(tree, env) };
  } catch (failure) {
    if (failure instanceof ExpressionError) return { kind: 'failed' };
    throw failure;
  }
}
