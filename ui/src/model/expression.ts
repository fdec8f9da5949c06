// Evaluates a checked expression the server exported as a tree, with exactly the results the server has:
// engine/expression in Go is the original, this is its twin. Nothing is ever compiled from text.
import { canonical, charge, ExpressionError, fail, operations, total, truth, type Run, type Value } from './operation';

export { ExpressionError };

/** A constant stands for itself; everything else is `[operation, argument, …]`. */
export type Tree = null | boolean | number | string | readonly Tree[];

/** What a loop body or a `let` sees beside the environment. */
interface Scope {
  item: Value;
  names: Readonly<Record<string, Value>>;
}

/**
 * The value of the expression; a name missing in env is empty (null). Throws ExpressionError when an
 * operation meets values it is not defined for, or after too many steps.
 */
export function evaluate(tree: unknown, env: Readonly<Record<string, unknown>>): unknown {
  const run: Run = { env, steps: 0 };
  return settled(run, walk(tree as Tree, run, { item: null, names: {} }));
}

/** The same for a condition: an empty value counts as false, and anything but a boolean throws. */
export function holds(tree: unknown, env: Readonly<Record<string, unknown>>): boolean {
  return truth(walk(tree as Tree, { env, steps: 0 }, { item: null, names: {} }));
}

function walk(tree: Tree, run: Run, scope: Scope): Value {
  if (typeof tree !== 'object' || tree === null) return tree;
  const arg = (i: number): Value => walk(tree[i]!, run, scope);
  const name = tree[0] as string;
  switch (name) {
    case 'and':
      return truth(arg(1)) && truth(arg(2));
    case 'or':
      return truth(arg(1)) || truth(arg(2));
    case 'not':
      return !truth(arg(1));
    case '?:':
      return arg(truth(arg(1)) ? 2 : 3);
    case '??':
      return arg(1) ?? arg(2);
    case '#':
      return scope.item;
    case '@':
      return canonical(scope.names[tree[1] as string]);
    case 'let':
      return walk(tree[3]!, run, { ...scope, names: { ...scope.names, [tree[1] as string]: arg(2) } });
  }
  if (Object.hasOwn(loops, name)) {
    const list = elements(run, arg(1));
    const body = tree[2];
    return loops[name]!(run, list, body === undefined ? undefined : (item) => walk(body, run, { ...scope, item }));
  }
  const args = tree.slice(1).map((t) => walk(t, run, scope));
  return Object.hasOwn(operations, name) ? operations[name]!(run, args[0]!, args[1]!, args) : fail(name);
}

type Body = (item: Value) => Value;
type Loop = (run: Run, list: Value[], body: Body | undefined) => Value;

/** An empty value is an empty list. */
function elements(run: Run, v: Value): Value[] {
  if (v === null) return [];
  if (!Array.isArray(v)) return fail('[]');
  charge(run, v.length >> 4);
  return v.map(canonical);
}

/** A loop whose body is a condition. */
const tested =
  (loop: (list: Value[], test: (item: Value) => boolean) => Value): Loop =>
  (run, list, body) =>
    loop(list, (item) => {
      const v = body!(item);
      charge(run, 1);
      return truth(v);
    });

function mapped(run: Run, list: Value[], body: Body): Value[] {
  return list.map((item) => {
    const v = body(item);
    charge(run, 1);
    return v;
  });
}

const filter = tested((list, test) => list.filter(test));
const size = (v: Value): number => (v as Value[]).length;

const loops: Readonly<Record<string, Loop>> = {
  any: tested((list, test) => list.some(test)),
  all: tested((list, test) => list.every(test)),
  none: tested((list, test) => !list.some(test)),
  one: tested((list, test) => list.filter(test).length === 1),
  filter,
  count: (run, list, body) => size(body ? filter(run, list, body) : list),
  map: (run, list, body) => mapped(run, list, body!),
  sum: (run, list, body) => total(run, body ? mapped(run, list, body) : list),
};

/** The result, free of undefined. A list may hold the same list many times over, so this counts as work. */
function settled(run: Run, v: unknown): Value {
  const inner = (e: unknown): Value => {
    charge(run, 1);
    return settled(run, e);
  };
  if (typeof v !== 'object' || v === null) return canonical(v);
  if (Array.isArray(v)) return v.map(inner);
  return Object.fromEntries(Object.entries(v).map(([key, e]) => [key, inner(e)]));
}
