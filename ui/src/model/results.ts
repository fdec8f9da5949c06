import type { Derived } from './formstate';
import type { FormView } from './formview';

/** reads lists the fields an expression looks at. */
function reads(tree: unknown, found = new Set<string>()): Set<string> {
  if (!Array.isArray(tree)) return found;
  if (tree[0] === '$') found.add(String(tree[1]));
  for (const part of tree.slice(1)) reads(part, found);
  return found;
}

/** results lists the shown formula fields that some of the fields have a part in, also by way of another formula. */
export function results(view: FormView, state: Derived, keys: readonly string[]): string[] {
  const touched = new Set(keys);
  const formulas = (view.formulas ?? []).map(({ field, tree }) => ({ field, from: [...reads(tree)] }));
  // A formula may stand before the one it reads.
  for (let size = 0; size !== touched.size; ) {
    size = touched.size;
    for (const { field, from } of formulas) if (from.some((key) => touched.has(key))) touched.add(field);
  }
  const shown = (key: string) => view.fields[key] !== undefined && view.fields[key].level !== 'masked' && !state.hidden.has(key) && !keys.includes(key);
  return formulas.map(({ field }) => field).filter((key) => touched.has(key) && shown(key));
}
