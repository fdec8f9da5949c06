import type { Language } from '../i18n/language';
import { flatten, translator, type Translate } from '../i18n/plain';
import en from '../i18n/en/form.json';
import zh from '../i18n/zh/form.json';

const spoken: Record<Language, Translate> = { zh: translator(flatten('form', zh)), en: translator(flatten('form', en)) };

/** formWords is what forms and field units need as `t`, on any page and without waiting. */
export function formWords(language: Language): Translate {
  return spoken[language];
}
