import { knows, learn, wordsIn } from '../i18n/dictionary';
import type { Language } from '../i18n/language';
import { sentences } from '../i18n/offline.zh.gen';
import { flatten, type Translate } from '../i18n/plain';
import form from '../i18n/zh/form.json';
import own from '../i18n/zh/public.json';

// The first language comes with the page, so that it also has words for a broken line; others are fetched when spoken.
learn('zh', { words: flatten('form', form, flatten('public', own)), sentences });

/** loadWords returns the function that says a key in the visitor's language. */
export async function loadWords(language: Language): Promise<Translate> {
  if (!knows(language)) learn(language, (await import('./english')).english);
  return wordsIn(language);
}
