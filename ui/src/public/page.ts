import type { ComponentType } from 'react';
import type { Language } from '../i18n/language';
import type { Translate } from '../i18n/plain';
import type { Boot, Place } from './boot';
import Fill from './pages/fill';
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

/** The pages that most visitors open come at once, the others when they are asked for. */
const ready: Record<string, Page> = { fill: Fill, missing: Missing };
const files = import.meta.glob<Page>(['./pages/*.tsx', '!./pages/{fill,missing}.tsx', '!./pages/*.test.tsx'], { import: 'default' });

/** loadPage gets a page by name; an unknown name gives the page that says the link does not open. */
export async function loadPage(name: string): Promise<Page> {
  return ready[name] ?? (await files[`./pages/${name}.tsx`]?.()) ?? Missing;
}
