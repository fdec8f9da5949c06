import type { Problem } from '../api/problem';
import { match, type Condition } from './condition';
import { round } from './checks';
import { fieldsIn, isEmpty, layoutOf, same, type ConditionTree, type FormField, type FormView, type LayoutItem, type Values } from './formview';

/** What expressions may read besides the fields: `now`, `today`, `user`, `record` … */
export type Surroundings = Readonly<Record<string, unknown>>;

/** The form as it stands after its logic has run over what the person entered. */
export interface Derived {
  /** What counts: entered, written by logic, computed; hidden fields are empty unless they keep their value. */
  values: Values;
  /** Keys of the fields and layout units that are not shown. */
  hidden: ReadonlySet<string>;
  required: ReadonlySet<string>;
  /** Fields nobody can type into right now. */
  locked: ReadonlySet<string>;
  /** Fields that logic or a formula writes; the server writes them again, so they are never sent. */
  written: ReadonlySet<string>;
  /** What each rule that holds leaves of the options of fields; what was chosen before stays. */
  left: readonly Readonly<Record<string, readonly string[]>>[];
}

/** What a field type adds to the rules that hold for every type. */
export interface ValueRules {
  /** Tells whether nothing has been entered; the default is model/formview.isEmpty. */
  empty?: (value: unknown, field: FormField) => boolean;
  /** Code of the problem that nothing was entered where something must be; by default form.field.required. */
  absent?: string;
  /** Problems of a value that is not empty, pointers relative to the field. */
  check?: (value: unknown, field: FormField) => Problem[];
}

export type RulesOf = (type: string) => ValueRules;

/** Expressions are what model/expression.ts does. Most public forms have none, so it is fetched only where there are some. */
export type Expressions = Pick<typeof import('./expression'), 'evaluate' | 'holds'>;

let expressions: Expressions | undefined;

/** needsExpressions tells whether the form has trees that loadExpressions must fetch the interpreter for. */
export function needsExpressions(view: FormView): boolean {
  return !expressions && /"tree":/.test(JSON.stringify([view.logic, view.formulas, view.checks]));
}

export async function loadExpressions(): Promise<void> {
  expressions = await import('./expression');
}

function interpreter(): Expressions {
  if (!expressions) throw new Error('expressions are still on their way');
  return expressions;
}

/** Logic may chain through every field once; a form that needs longer goes in circles, which the server refuses. */
const maxRounds = 12;

/** derive runs logic and formulas until nothing changes any more, as the server does at submit. */
export function derive(view: FormView, entered: Values, around: Surroundings = {}): Derived {
  let values: Values = entered;
  for (let round = 0; ; round += 1) {
    const pass = runOnce(view, entered, values, around);
    const settled = Object.keys({ ...values, ...pass.values }).every((key) => same(values[key], pass.values[key]));
    if (settled || round === maxRounds) return pass;
    values = pass.values;
  }
}

function runOnce(view: FormView, entered: Values, values: Values, around: Surroundings): Derived {
  const env = environment(view, values, around);
  const decides = tester(view, values, env);
  const holding = (view.logic ?? []).filter((rule) => decides(rule.when));
  const hidden = hiddenKeys(view, new Set(holding.flatMap((rule) => rule.show ?? [])), holding.flatMap((rule) => rule.hide ?? []));
  const next: Record<string, unknown> = { ...entered };
  const written = new Set<string>();
  const write = (key: string, value: unknown) => {
    next[key] = value ?? null;
    written.add(key);
  };
  for (const rule of holding) {
    for (const [key, source] of Object.entries(rule.set ?? {})) {
      write(key, 'tree' in source ? attempt(() => interpreter().evaluate(source.tree, env)) : source.value);
    }
  }
  const formulas = view.formulas ?? [];
  const computed = new Set(formulas.map((formula) => formula.field));
  for (const key of hidden) {
    const field = view.fields[key];
    if (field && (computed.has(key) || field.onHide !== 'keep')) next[key] = null;
  }
  for (const formula of formulas.filter(({ field }) => !hidden.has(field))) {
    const outcome = attempt(() => [interpreter().evaluate(formula.tree, environment(view, next, around))]);
    // What cannot be worked out here keeps the server's last answer.
    if (outcome) write(formula.field, rounded(outcome[0], view.fields[formula.field]));
  }
  return {
    values: next,
    hidden,
    written,
    left: holding.map((rule) => rule.options ?? {}),
    required: requiredKeys(view, holding.flatMap((rule) => rule.require ?? [])),
    locked: new Set([...readOnlyKeys(view), ...written, ...holding.flatMap((rule) => rule.readOnly ?? [])]),
  };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // An expression may read what only the server knows; then the server decides at submit.
    return undefined;
  }
}

function rounded(value: unknown, field: FormField | undefined): unknown {
  const decimals = field?.settings?.decimals;
  return typeof value === 'number' && typeof decimals === 'number' ? round(value, decimals) : value;
}

/** environment is what expressions see: fields flat, relations as the record behind them, then the surroundings. */
function environment(view: FormView, values: Values, around: Surroundings): Record<string, unknown> {
  const env: Record<string, unknown> = { old: view.values ?? {}, ...around };
  for (const key of Object.keys(view.fields)) env[key] = values[key] ?? null;
  for (const [key, field] of Object.entries(view.fields)) {
    if (field.type !== 'relation' || isEmpty(values[key])) continue;
    const record = view.related?.[key];
    env[key] = record && record.id === values[key] ? record : { id: values[key] };
  }
  return env;
}

/** tester returns what decides conditions; one that cannot be decided here does not hold. */
function tester(view: FormView, values: Values, env: Values): (when: ConditionTree) => boolean {
  const get = (path: string) => (view.fields[path] ? (values[path] ?? null) : lookUp(env, path));
  const options = {
    old: (path: string) => lookUp(view.values ?? {}, path),
    // withTrees put the parsed tree where the condition has the source of the expression.
    expr: (tree: unknown) => interpreter().holds(tree, env),
  };
  return (when) => attempt(() => match(withTrees(when) as Condition, get, options)) === true;
}

/** withTrees turns the leaves {"tree": …} of the server into the {"expr": …} that match hands on. */
function withTrees(when: ConditionTree): unknown {
  if ('tree' in when) return { expr: when.tree };
  const each = (part: unknown) => withTrees(part as ConditionTree);
  if (Array.isArray(when.all)) return { all: when.all.map(each) };
  if (Array.isArray(when.any)) return { any: when.any.map(each) };
  return when.not ? { not: each(when.not) } : when;
}

function lookUp(from: unknown, path: string): unknown {
  // Lists on the way are walked through: what is found is the list of everything in them.
  if (Array.isArray(from)) return from.flatMap((one) => lookUp(one, path) ?? []);
  if (typeof from !== 'object' || from === null) return null;
  const [part, ...rest] = path.split('.');
  const found = (from as Values)[part!] ?? null;
  return rest.length > 0 ? lookUp(found, rest.join('.')) : found;
}

/** hiddenKeys: whatever some rule shows is hidden until one of those rules holds, and what one hides while it holds, with everything inside it. */
function hiddenKeys(view: FormView, shown: ReadonlySet<string>, hides: readonly string[]): Set<string> {
  const governed = new Set((view.logic ?? []).flatMap((rule) => rule.show ?? []));
  const hidden = new Set([...[...governed].filter((key) => !shown.has(key)), ...hides]);
  const visible = new Set<string>();
  const nested = new Set<string>();
  const walk = (items: readonly LayoutItem[], within: boolean) => {
    for (const item of items) {
      const gone = within || hidden.has(item.key ?? '') || hidden.has(item.field ?? '');
      if (gone && item.key) hidden.add(item.key);
      if (item.field) (gone ? nested : visible).add(item.field);
      walk(item.children ?? [], gone);
    }
  };
  walk(layoutOf(view), false);
  for (const key of nested) if (!visible.has(key)) hidden.add(key);
  return hidden;
}

function requiredKeys(view: FormView, now: readonly string[]): Set<string> {
  const always = Object.values(view.fields).filter((field) => field.required);
  return new Set([...always.map((field) => field.key), ...now]);
}

function readOnlyKeys(view: FormView): string[] {
  return Object.values(view.fields)
    .filter((field) => field.level !== 'write')
    .map((field) => field.key);
}

/** open tells whether the person can enter something into the field now. */
export function open(view: FormView, state: Derived, key: string): boolean {
  return Boolean(view.fields[key]) && !state.hidden.has(key) && !state.locked.has(key);
}

/** validate returns all problems the server would find in what the person can see, in the order of the layout. */
export function validate(view: FormView, state: Derived, rules: RulesOf, around: Surroundings = {}): Problem[] {
  const problems: Problem[] = [];
  for (const key of fieldsIn(layoutOf(view))) {
    const field = view.fields[key];
    if (!field || field.level !== 'write' || state.hidden.has(key)) continue;
    const { empty = isEmpty, absent = 'form.field.required', check } = rules(field.type);
    const value = state.values[key];
    const at = `/${key}`;
    if (empty(value, field)) {
      if (state.required.has(key)) problems.push({ code: absent, pointer: at, params: { title: field.title } });
    } else if (open(view, state, key)) {
      for (const problem of check?.(value, field) ?? []) {
        problems.push({ ...problem, pointer: at + problem.pointer, params: { title: field.title, ...problem.params } });
      }
    }
  }
  return [...problems, ...brokenChecks(view, state, around)];
}

function brokenChecks(view: FormView, state: Derived, around: Surroundings): Problem[] {
  const decides = tester(view, state.values, environment(view, state.values, around));
  return (view.checks ?? [])
    .filter((check) => !state.hidden.has(check.field) && decides(check.when))
    .map((check) => ({ code: 'form.check', pointer: check.field ? `/${check.field}` : '', message: check.message }));
}

/**
 * changes returns what has to be sent: on create everything entered, and null for a default that was emptied;
 * on update only what differs from the stored values. Hidden, locked and computed fields are never sent.
 */
export function changes(view: FormView, state: Derived, create: boolean): Record<string, unknown> {
  const before = create ? {} : (view.values ?? {});
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(view.fields)) {
    if (!open(view, state, key)) continue;
    const value = state.values[key] ?? null;
    const emptiedDefault = create && isEmpty(value) && !isEmpty(view.values?.[key] ?? view.fields[key]!.default);
    if (emptiedDefault || !same(before[key], value)) out[key] = isEmpty(value) ? null : value;
  }
  return out;
}

/** dirty tells whether leaving the form now would lose something the person entered. */
export function dirty(view: FormView, state: Derived): boolean {
  return Object.keys(view.fields).some((key) => open(view, state, key) && !same(view.values?.[key], state.values[key]));
}
