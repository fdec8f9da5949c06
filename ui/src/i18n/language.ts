import { toLanguage, type Language } from './text';

export * from './text';

const storageKey = 'huiyin.language';

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

/** rememberLanguage keeps the choice on this device and shows it on the page. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // The choice then lasts as long as the page.
  }
  markLanguage(language);
}

/** markLanguage tells the browser which language the page speaks, so screen readers use the right voice. */
export function markLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
