import type { Problem } from '../api/problem';

function show(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(show).join(', ') : String(value);
}

/** fill replaces every `{name}` by the parameter of that name, exactly as engine/problem.Sentence does in Go. */
export function fill(text: string, params: Record<string, unknown> = {}): string {
  return Object.entries(params).reduce((filled, [name, value]) => filled.split(`{${name}}`).join(show(value)), text);
}

/** sentence says a problem: as the server said it, else from the table given, else its code, which is readable too. */
export function sentence(problem: Problem, texts: Readonly<Record<string, string>>): string {
  return problem.message || fill(texts[problem.code] ?? problem.code, problem.params);
}
