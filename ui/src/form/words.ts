import { learn, wordsIn } from '../i18n/dictionary';
import en from '../i18n/en/form.json';
import type { Language } from '../i18n/language';
import { sentences as enSentences } from '../i18n/offline.en.gen';
import { sentences as zhSentences } from '../i18n/offline.zh.gen';
import { sentences as zhRare } from '../i18n/rare.zh.gen';
import { flatten, type Translate } from '../i18n/plain';
import zh from '../i18n/zh/form.json';

learn('zh', { words: flatten('form', zh), sentences: { ...zhSentences, ...zhRare } });
learn('en', { words: flatten('form', en), sentences: enSentences });

/** formWords is what forms and field units need as `t`, on any page of the console and without waiting. */
export function formWords(language: Language): Translate {
  return wordsIn(language);
}
