import { languages, type Language } from './language';
import { fill } from './sentence';

/** Words of one language, keyed by `area.key` with nested keys joined by dots. */
export type Words = Record<string, string>;
type Tree = { [key: string]: string | Tree };

/**
 * Translate returns the words of a key with `{{name}}` replaced; an unknown key is returned as it is.
 * The public pages have this instead of i18next, which would be heavier than all the rest of them.
 */
export type Translate = (key: string, params?: Record<string, unknown>) => string;

/** flatten joins the nested keys of one area's file, each below the area's name. */
export function flatten(area: string, tree: Tree, words: Words = {}): Words {
  for (const [key, value] of Object.entries(tree)) {
    const name = `${area}.${key}`;
    if (typeof value === 'string') words[name] = value;
    else flatten(name, value, words);
  }
  return words;
}

export function translator(words: Words, language: Language): Translate {
  return (key, params = {}) => {
    const spoken = Object.entries(params).map(([name, value]) => [`{${name}}`, value] as const);
    return fill(words[key] ?? key, Object.fromEntries(spoken), language);
  };
}

/** nextLanguage is the one a two-way switch turns to. */
export function nextLanguage(language: Language): Language {
  return languages[(languages.indexOf(language) + 1) % languages.length] ?? languages[0];
}
