import type { Text } from '../i18n/text';
import { fresh } from './design';

/** One choice of a field or a dictionary, with all its translations. */
export interface OptionSpec {
  key: string;
  title: Text;
  /** A tone of tokens.css, or #rrggbb. */
  color?: string;
  weight?: number;
  parent?: string;
  archived?: boolean;
}

/** linesOf splits pasted text into what can be listed; of a table's row the first cell counts. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]!.trim())
    .filter(Boolean);
}

/** grown adds an option for every title; keys[i] is the wish for the key of titles[i]. */
export function grown(list: readonly OptionSpec[], titles: readonly string[], keys: readonly string[]): OptionSpec[] {
  const used = list.map((one) => one.key);
  const made = titles.map((title, at): OptionSpec => {
    const key = fresh(keys[at] || 'option', used);
    used.push(key);
    return { key, title };
  });
  return [...list, ...made];
}

/** moved puts the element of one place at another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(Math.max(0, Math.min(to, list.length - 1)), 0, ...next.splice(from, 1));
  return next;
}

/** changed changes one option; a property of undefined, '' or false is taken out. */
export function changed(list: readonly OptionSpec[], at: number, change: Partial<OptionSpec>): OptionSpec[] {
  const next = { ...list[at]!, ...change };
  const kept = Object.entries(next).filter(([name, value]) => name === 'title' || (value !== undefined && value !== '' && value !== false));
  const key = (next.key !== list[at]!.key && list[at]!.key) || undefined;
  const rest = (one: OptionSpec): OptionSpec => (key && one.parent === key ? { ...one, parent: next.key } : one);
  return list.map((one, index) => (index === at ? (Object.fromEntries(kept) as unknown as OptionSpec) : rest(one)));
}

/** without takes an option out; those below it stand at the top then. */
export function without(list: readonly OptionSpec[], at: number): OptionSpec[] {
  const gone = list[at]!.key;
  return list.filter((_, index) => index !== at).map(({ parent, ...one }) => (parent === undefined || parent === gone ? one : { ...one, parent }));
}

/** above lists what an option may stand below: everything but itself and what is below it. */
export function above(list: readonly OptionSpec[], at: number): OptionSpec[] {
  const own = list[at]!.key;
  const parents = new Map(list.map((one) => [one.key, one.parent]));
  const below = (key: string) => {
    const seen = new Set<string>();
    for (let next: string | undefined = key; next !== undefined && !seen.has(next); next = parents.get(next)) {
      if (next === own) return true;
      seen.add(next);
    }
    return false;
  };
  return list.filter((one) => !below(one.key));
}
