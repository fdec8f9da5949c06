import type { Language } from '../i18n/language';
import { flatten, translator, type Translate, type Words } from '../i18n/plain';

// The words of these areas are all a visitor can meet. One small chunk per language, fetched beside the page's own.
const files = import.meta.glob<Parameters<typeof flatten>[1]>('../i18n/{zh,en}/{public,form}.json', { import: 'default' });

/** loadWords fetches the visitor's language and returns the function that says a key of it. */
export async function loadWords(language: Language): Promise<Translate> {
  const wanted = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
  const words: Words = {};
  await Promise.all(
    wanted.map(async ([path, load]) => flatten(path.replace(/^.*\/(.*)\.json$/, '$1'), await load(), words)),
  );
  return translator(words);
}
