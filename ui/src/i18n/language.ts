/** The languages of the interface; the first is the default. The same list as engine/problem.Languages. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'huiyin.language';

/** toLanguage returns the interface language for any tag (`en-GB`, `zh-Hans-CN`), the default for what we do not speak. */
export function toLanguage(tag: string | null | undefined): Language {
  const short = (tag ?? '').toLowerCase().split('-')[0];
  return languages.find((language) => language === short) ?? languages[0];
}

/** preferredLanguage is what the person chose on this device, else what the page asks for, else the browser's own. */
export function preferredLanguage(wish?: string): Language {
  try {
    const remembered = localStorage.getItem(storageKey);
    if (remembered) return toLanguage(remembered);
  } catch {
    // Storage may be refused; then nothing is remembered.
  }
  return toLanguage(wish || navigator.language);
}

/** rememberLanguage keeps the choice on this device and tells the page, so screen readers use the right voice. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // The choice then lasts as long as the page.
  }
  markLanguage(language);
}

export function markLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Words that may be translated inside a definition; a bare string means every language. */
export type Text = string | Partial<Record<Language, string>> | undefined | null;

/** say picks the text in the reader's language, else the default language's, else any there is. */
export function say(text: Text, language: Language): string {
  if (text === undefined || text === null) return '';
  if (typeof text === 'string') return text;
  return text[language] || text[languages[0]] || Object.values(text).find(Boolean) || '';
}
