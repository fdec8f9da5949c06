import type { ComponentType } from 'react';
import type { Language } from '../i18n/language';
import type { Translate } from '../i18n/plain';
import type { Boot, Place } from './boot';
import Missing from './pages/missing';

/** What every public page is given. */
export interface PageProps {
  boot: Boot;
  place: Place;
  language: Language;
  t: Translate;
  /** Shows the page again in the other language; what the visitor has typed stays. */
  onLanguage: (language: Language) => void;
}

export type Page = ComponentType<PageProps>;

/** Each page is a file of its own; the server tells the browser to fetch the one it needs at once. */
const files = import.meta.glob<Page>(['./pages/*.tsx', '!./pages/missing.tsx', '!./pages/*.test.tsx'], { import: 'default' });

/** loadPage gets a page by name; an unknown name gives the page that says the link does not open. */
export async function loadPage(name: string): Promise<Page> {
  return (await files[`./pages/${name}.tsx`]?.()) ?? Missing;
}
