import type { Problem } from '../api/problem';
import { toLanguage } from './text';

/** comma stands between the parts of a list in a sentence. */
export const comma = (language: string): string => (toLanguage(language) === 'zh' ? '、' : ', ');

function show(value: unknown, language: string): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map((part) => show(part, language)).join(comma(language)) : String(value);
}

/** fill replaces every `{name}` by the parameter of that name, exactly as engine/problem.Sentence does in Go. */
export function fill(text: string, params: Record<string, unknown> = {}, language: string): string {
  return Object.entries(params).reduce((filled, [name, value]) => filled.split(`{${name}}`).join(show(value, language)), text);
}

/** sentence says a problem: as the server said it, else from the table given, else its code, which is readable too. */
export function sentence(problem: Problem, texts: Readonly<Record<string, string>>, language: string): string {
  return problem.message || fill(texts[problem.code] ?? problem.code, problem.params, language);
}
