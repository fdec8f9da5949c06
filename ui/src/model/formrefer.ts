import type { ConditionTree } from './formview';
import { effects, flat, ruled, type FormSpec, type Item } from './formdesign';
import { reads, renameIn } from './formsource';

/** One place of the form that names a field. The words of `what` are in the texts, `use.<what>`. */
export interface Use {
  what: 'logic' | 'check' | 'formula' | 'default' | 'public' | 'contact' | 'similar' | 'title';
  /** Pointer into the definition. */
  pointer: string;
  /** The field whose formula or default it is, or the key of the rule. */
  of?: string;
}

type Rewrite = (name: string) => string | undefined;

/** mapCondition rewrites the fields a condition names; undefined takes the comparison out, and groups left empty with it. */
export function mapCondition(tree: ConditionTree, map: Rewrite, expression: (source: string) => string | undefined): ConditionTree | undefined {
  for (const kind of ['all', 'any'] as const) {
    const list = tree[kind] as readonly ConditionTree[] | undefined;
    if (!Array.isArray(list)) continue;
    const kept = list.map((one) => mapCondition(one, map, expression)).filter((one) => one !== undefined);
    return kept.length > 0 || list.length === 0 ? { [kind]: kept } : undefined;
  }
  if (tree.not) {
    const inner = mapCondition(tree.not as ConditionTree, map, expression);
    return inner && { not: inner };
  }
  if (typeof tree.expr === 'string') {
    const expr = expression(tree.expr);
    return expr === undefined ? undefined : { ...tree, expr };
  }
  if (typeof tree.field !== 'string') return tree;
  const field = mapPath(tree.field, map);
  const other = (tree.value as { field?: unknown } | null | undefined)?.field;
  const value = typeof other === 'string' ? mapPath(other, map) : '';
  if (field === undefined || value === undefined) return undefined;
  return { ...tree, field, ...(typeof other === 'string' ? { value: { field: value } } : {}) };
}

function mapPath(path: string, map: Rewrite): string | undefined {
  const [head = '', ...rest] = path.split('.');
  const next = map(head);
  return next === undefined ? undefined : [next, ...rest].join('.');
}

/** names tells whether a condition looks at a field. */
export function conditionNames(tree: ConditionTree, key: string): boolean {
  let found = false;
  const see = (name: string) => {
    found ||= name === key;
    return name;
  };
  const look = (source: string) => {
    found ||= reads(source, key);
    return source;
  };
  mapCondition(tree, see, look);
  return found;
}

const exprOf = (value: unknown): string | undefined => {
  const expr = (value as { expr?: unknown } | null | undefined)?.expr;
  return typeof expr === 'string' ? expr : undefined;
};

/** usesOf lists every place of the form itself that names a field beside its layout. */
export function usesOf(spec: FormSpec, key: string): Use[] {
  const uses: Use[] = [];
  (spec.logic ?? []).forEach((rule, at) => {
    const named = ruled(rule).includes(key);
    const set = Object.values(rule.set ?? {}).some((value) => reads(exprOf(value) ?? '', key));
    if (named || set || conditionNames(rule.when, key)) uses.push({ what: 'logic', pointer: `/spec/logic/${at}`, of: rule.key });
  });
  (spec.checks ?? []).forEach((check, at) => {
    if (check.field === key || conditionNames(check.when, key)) uses.push({ what: 'check', pointer: `/spec/checks/${at}`, of: check.key });
  });
  spec.fields.forEach((field, at) => {
    if (field.key === key || field.deleted) return;
    if (reads(String(field.settings?.expression ?? ''), key)) uses.push({ what: 'formula', pointer: `/spec/fields/${at}/settings/expression`, of: field.key });
    if (reads(exprOf(field.default) ?? '', key)) uses.push({ what: 'default', pointer: `/spec/fields/${at}/default`, of: field.key });
  });
  const open = spec.public;
  if (open && (flat(open.layout).some(({ item }) => item.field === key) || [...(open.require ?? []), ...(open.track ?? []), ...Object.values(open.prefill ?? {}), ...Object.keys(open.set ?? {})].includes(key))) uses.push({ what: 'public', pointer: '/spec/public' });
  if (Object.values(spec.contact ?? {}).includes(key)) uses.push({ what: 'contact', pointer: '/spec/contact' });
  if ((spec.similar ?? []).includes(key)) uses.push({ what: 'similar', pointer: '/spec/similar' });
  if ([spec.titleField, spec.numberField, spec.externalField].includes(key)) uses.push({ what: 'title', pointer: '/spec' });
  return uses;
}

/**
 * rewrite changes every mention of a field in a form, in place: to another key, or away with what is about it alone.
 * The field itself stays as it is.
 */
export function rewrite(spec: FormSpec, key: string, to: string | undefined): void {
  const map: Rewrite = (name) => (name === key ? to : name);
  const source = (text: string) => (!reads(text, key) ? text : to === undefined ? undefined : renameIn(text, key, to));
  const list = (names: string[] | undefined) => names && [...new Set(names.flatMap((name) => map(name) ?? []))];
  const keys = <V>(table: Record<string, V>) => Object.fromEntries(Object.entries(table).flatMap(([name, value]) => (map(name) === undefined ? [] : [[map(name)!, value]])));
  const values = (table: Record<string, string>) => Object.fromEntries(Object.entries(table).filter(([, name]) => map(name) !== undefined).map(([name, value]) => [name, map(value)!]));
  rewriteRules(spec, map, source, list, keys);
  for (const field of spec.fields) {
    const formula = field.settings?.expression;
    if (typeof formula === 'string' && field.key !== key && to !== undefined) field.settings!.expression = source(formula);
    const start = exprOf(field.default);
    if (start === undefined) continue;
    const next = source(start);
    if (next === undefined) delete field.default;
    else field.default = { expr: next };
  }
  if (spec.public) {
    const open = spec.public;
    open.layout = places(open.layout, map);
    for (const name of ['require', 'track'] as const) if (open[name]) open[name] = list(open[name]);
    if (open.prefill) open.prefill = values(open.prefill);
    if (open.set) open.set = keys(open.set);
  }
  if (spec.layout) spec.layout = places(spec.layout, map);
  if (spec.contact) spec.contact = values(spec.contact);
  if (spec.similar) spec.similar = list(spec.similar);
  for (const name of ['titleField', 'numberField', 'externalField'] as const) {
    if (spec[name] !== key) continue;
    if (to === undefined) delete spec[name];
    else spec[name] = to;
  }
}

type Lists = (names: string[] | undefined) => string[] | undefined;
type Keys = <V>(table: Record<string, V>) => Record<string, V>;

function rewriteRules(spec: FormSpec, map: Rewrite, source: (text: string) => string | undefined, list: Lists, keys: Keys): void {
  const met = (when: ConditionTree) => mapCondition(when, map, source);
  if (spec.logic) {
    spec.logic = spec.logic.flatMap((rule) => {
      const when = met(rule.when);
      const next = { ...rule, when: when! };
      for (const name of effects) if (rule[name]) next[name] = list(rule[name]);
      if (rule.options) next.options = keys(rule.options);
      if (rule.set) next.set = Object.fromEntries(Object.entries(keys(rule.set)).flatMap(([name, value]) => settled(name, value, source)));
      if (when && wider(rule.when, (part) => met(part) === undefined)) {
        delete next.require;
        delete next.readOnly;
        delete next.set;
        delete next.hide;
        delete next.options;
      }
      return when && ruled(next).length > 0 ? [next] : [];
    });
  }
  if (spec.checks) {
    spec.checks = spec.checks.flatMap((check) => {
      const when = met(check.when);
      const field = check.field && map(check.field);
      return when && !wider(check.when, (part) => met(part) === undefined) ? [{ ...check, when, ...(check.field ? { field: field ?? '' } : {}) }] : [];
    });
  }
}

/** wider reports whether a condition would hold more often without its parts that go: what refuses a record must not refuse more of them, and what demands, locks or changes something not do so more often. */
function wider(tree: ConditionTree, gone: (part: ConditionTree) => boolean, turned = false): boolean {
  if (tree.not) return wider(tree.not as ConditionTree, gone, !turned);
  const parts = (tree.all ?? tree.any) as readonly ConditionTree[] | undefined;
  if (!Array.isArray(parts)) return false;
  return parts.some((part) => (gone(part) ? Boolean(tree.all) !== turned : wider(part, gone, turned)));
}

function settled(name: string, value: unknown, source: (text: string) => string | undefined): [string, unknown][] {
  const expr = exprOf(value);
  if (expr === undefined) return [[name, value]];
  const next = source(expr);
  return next === undefined ? [] : [[name, { expr: next }]];
}

/** places rewrites the fields of a layout; of the same field twice the first stays. */
function places(items: readonly Item[], map: Rewrite, seen = new Set<string>()): Item[] {
  return items.flatMap((item) => {
    if (item.field) {
      const field = map(item.field);
      if (field === undefined || seen.has(field)) return [];
      seen.add(field);
      return [{ ...item, field }];
    }
    return [item.children ? { ...item, children: places(item.children, map, seen) } : item];
  });
}
