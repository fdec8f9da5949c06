import type { Problem } from '../api/problem';

/** A hint that concerns a rule together with others: what the server says, and which rules those are. */
export interface RuleHint {
  problem: Problem;
  /** Keys of the other rules, in the order the sentence names them. */
  others: readonly string[];
}

/** Where each hint keeps the keys of the rules it is about, beside the one it points to. */
const named: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => readonly unknown[]>> = {
  'rule.same_order': ({ rule, other }) => [rule, other],
  'rule.too_late': ({ rule, earlier }) => [rule, earlier],
  'rule.loop': ({ path }) => String(path).split(' → '),
  'rule.loop_guarded': ({ path }) => String(path).split(' → '),
};

/** hintsOf are the hints of a whole app that concern one rule, whichever rule they point to. */
export function hintsOf(problems: readonly Problem[], rule: string): RuleHint[] {
  return problems.flatMap((problem) => {
    const keys = [...new Set((named[problem.code]?.(problem.params ?? {}) ?? []).map(String))];
    if (!keys.includes(rule)) return [];
    return [{ problem, others: keys.filter((key) => key !== rule) }];
  });
}
