import type { Derived } from './formstate';
import type { FormView } from './formview';

/** reads lists the fields an expression looks at. */
function reads(tree: unknown, found = new Set<string>()): Set<string> {
  if (!Array.isArray(tree)) return found;
  if (tree[0] === '$') found.add(String(tree[1]));
  for (const part of tree.slice(1)) reads(part, found);
  return found;
}

/** computed lists what the form works out by itself: its formulas, and the fields nobody types that logic writes from others. */
function computed(view: FormView): { field: string; from: string[] }[] {
  const sets = (view.logic ?? []).flatMap((rule) => Object.entries(rule.set ?? {}));
  const written = sets.filter(([field, source]) => 'tree' in source && view.fields[field]?.level === 'read').map(([field, { tree }]) => ({ field, tree }));
  return [...(view.formulas ?? []), ...written].map(({ field, tree }) => ({ field, from: [...reads(tree)] }));
}

/** results lists the shown computed fields that some of the fields have a part in, also by way of another. */
export function results(view: FormView, state: Derived, keys: readonly string[]): string[] {
  const touched = new Set(keys);
  const formulas = computed(view);
  // A formula may stand before the one it reads.
  for (let size = 0; size !== touched.size; ) {
    size = touched.size;
    for (const { field, from } of formulas) if (from.some((key) => touched.has(key))) touched.add(field);
  }
  const shown = (key: string) => view.fields[key] !== undefined && view.fields[key].level !== 'masked' && !state.hidden.has(key) && !keys.includes(key);
  return [...new Set(formulas.map(({ field }) => field))].filter((key) => touched.has(key) && shown(key));
}
