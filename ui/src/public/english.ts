import type { Dictionary } from '../i18n/dictionary';
import form from '../i18n/en/form.json';
import own from '../i18n/en/public.json';
import { sentences } from '../i18n/offline.en.gen';
import { flatten } from '../i18n/plain';

export const english: Dictionary = { words: flatten('form', form, flatten('public', own)), sentences };
