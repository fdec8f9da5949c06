/** The languages of the interface; the first is the default. The same list as engine/problem.Languages. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** toLanguage returns the interface language for any tag (`en-GB`, `zh-Hans-CN`), the default for what we do not speak. */
export function toLanguage(tag: string | null | undefined): Language {
  const short = (tag ?? '').toLowerCase().split('-')[0];
  return languages.find((language) => language === short) ?? languages[0];
}

/** Words that may be translated inside a definition; a bare string means every language. */
export type Text = string | Partial<Record<Language, string>> | undefined | null;

/** say picks the text in the reader's language, else the default language's, else any there is. */
export function say(text: Text, language: Language): string {
  if (text === undefined || text === null) return '';
  if (typeof text === 'string') return text;
  return text[language] || text[languages[0]] || Object.values(text).find(Boolean) || '';
}
