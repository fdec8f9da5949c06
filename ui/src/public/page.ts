import type { ComponentType } from 'react';
import type { Language } from '../i18n/language';
import type { Translate } from '../i18n/plain';
import type { Boot } from './boot';

/** What every public page is given. */
export interface PageProps {
  boot: Boot & { token: string };
  language: Language;
  t: Translate;
  /** Shows the page again in the other language; what the visitor has typed must survive in the page's own draft. */
  onLanguage: (language: Language) => void;
}

export type Page = ComponentType<PageProps>;

const files = import.meta.glob<Page>(['./pages/*.tsx', '!./pages/*.test.tsx'], { import: 'default' });

/** loadPage fetches one file of pages/ by name; an unknown name gives the page that says the link does not open. */
export async function loadPage(name: string): Promise<Page> {
  const load = files[`./pages/${name}.tsx`] ?? files['./pages/missing.tsx']!;
  return load();
}
