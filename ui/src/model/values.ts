/** How a field gets its value: fixed, calculated, put together from words, from a people rule, or emptied. */
export const sources = ['fixed', 'expr', 'text', 'people', 'empty'] as const;
export type Source = (typeof sources)[number];

/** sourceOf tells how a value is given. */
export function sourceOf(value: unknown): Source {
  if (value === null) return 'empty';
  if (typeof value !== 'object' || Array.isArray(value)) return 'fixed';
  return (['expr', 'text', 'people'] as const).find((name) => typeof (value as Record<string, unknown>)[name] === 'string') ?? 'fixed';
}

/** blankOf is what a value of a source begins as. */
export function blankOf(source: Source): unknown {
  if (source === 'empty') return null;
  return source === 'fixed' ? '' : { [source]: '' };
}

