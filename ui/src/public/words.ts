import enForm from '../i18n/en/form.json';
import enPublic from '../i18n/en/public.json';
import type { Language } from '../i18n/language';
import { flatten, translator, type Translate } from '../i18n/plain';
import zhForm from '../i18n/zh/form.json';
import zhPublic from '../i18n/zh/public.json';

// Both languages come with the page: together they weigh less than the wait for the one that was asked for.
const words = {
  zh: flatten('form', zhForm, flatten('public', zhPublic)),
  en: flatten('form', enForm, flatten('public', enPublic)),
};

/** speaker returns the function that says a key in the visitor's language. */
export function speaker(language: Language): Translate {
  return translator(words[language]);
}
