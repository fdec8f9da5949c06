import type { Language } from '../i18n/text';

/** inLanguage takes one half of a title written in both languages, "一线客服 · Support agent"; any other stays whole. */
export function inLanguage(title: string, language: Language): string {
  const parts = title.split(' · ');
  if (parts.length !== 2) return title;
  return parts[language === 'zh' ? 0 : 1]!;
}
