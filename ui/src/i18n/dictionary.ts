import type { Problem } from '../api/problem';
import { translator, type Translate, type Words } from './plain';
import { sentence } from './sentence';
import { languages, type Language } from './text';

/** What forms and public pages need to speak one language; whoever opens the page brings it along. */
export interface Dictionary {
  words: Words;
  /** The sentences of problems that the browser finds by itself. */
  sentences: Readonly<Record<string, string>>;
}

const known: Partial<Record<Language, Dictionary & { t: Translate }>> = {};

/** learn adds to what is known of a language. */
export function learn(language: Language, { words, sentences }: Dictionary): void {
  const all = { ...known[language]?.words, ...words };
  known[language] = { words: all, sentences: { ...known[language]?.sentences, ...sentences }, t: translator(all, language) };
}

/** knows tells whether a language has been learnt. */
export const knows = (language: Language): boolean => known[language] !== undefined;

const best = (language: Language) => known[language] ?? languages.map((one) => known[one]).find(Boolean);

/** wordsIn is the `t` of a language; one that was never learnt is spoken in another, which is better than keys. */
export function wordsIn(language: Language): Translate {
  return best(language)?.t ?? ((key) => key);
}

/** problemText says a problem as the server did, else with the sentences learnt. */
export function problemText(problem: Problem, language: Language): string {
  return sentence(problem, best(language)?.sentences ?? {}, language);
}
