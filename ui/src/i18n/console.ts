import i18next, { type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../api/client';
import type { Problem } from '../api/problem';
import { languages, markLanguage, preferredLanguage, rememberLanguage, toLanguage, type Language } from './language';
import { sentence } from './sentence';

// One file per language and area, each its own small chunk, fetched when a screen first says useTranslation('area').
const files = import.meta.glob<Record<string, unknown>>('./{zh,en}/*.json', { import: 'default' });

/** The areas that have a translation file; an area is a screen, or a group of screens that share words. */
export const areas = [...new Set(Object.keys(files).map((path) => path.replace(/^.*\/(.*)\.json$/, '$1')))].sort();

const backend = {
  type: 'backend' as const,
  init() {},
  read(language: string, area: string, done: ReadCallback) {
    const load = files[`./${toLanguage(language)}/${area}.json`];
    if (!load) return done(new Error(`no texts for ${area} in ${language}`), null);
    load().then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, null),
    );
  },
};

// A separate instance per page load, shared by every screen; the sentences of problems are an area of their own.
export const i18n = i18next.createInstance();
let sentences: Record<string, string> = {};

async function loadSentences(language: Language): Promise<void> {
  sentences = (await import('./problem.gen'))[language];
}

/** startTexts prepares the console's words; resolve before the first render, or the shell shows keys. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage();
  i18n.use(backend).use(initReactI18next);
  speak(language);
  markLanguage(language);
  const ready = i18n.init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...languages],
    ns: ['shell'],
    defaultNS: 'shell',
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
  });
  await Promise.all([ready, loadSentences(language)]);
}

/** language is the one in force. */
export function language(): Language {
  return toLanguage(i18n.language);
}

/** changeLanguage switches every screen at once and remembers the choice. */
export async function changeLanguage(next: Language): Promise<void> {
  await loadSentences(next);
  rememberLanguage(next);
  speak(next);
  await i18n.changeLanguage(next);
}

/** problemText says a problem in the reader's language. */
export function problemText(problem: Problem): string {
  return sentence(problem, sentences, language());
}
