import type { Language, Text } from '../i18n/language';

/**
 * What the server writes into the page's `<script id="boot">`, so that a public page needs one response and no further
 * question before it shows. Everything is optional: a page opened without it asks the API.
 */
export interface Boot {
  /** Name of a file in pages/; without it the first part of the address decides. */
  page?: string;
  /** The token of the link; without it the second part of the address. */
  token?: string;
  title?: Text;
  language?: Language;
  /** Asks for the large-print theme. */
  large?: boolean;
  /** Whatever the page itself needs, such as the published form. */
  data?: unknown;
}

/** First parts of public addresses: /f/<token> fills a form, /t/ follows, /s/ is a survey, /c/ confirms, /w/ withdraws. */
const pages: Record<string, string> = { f: 'fill', t: 'track', s: 'survey', c: 'confirm', w: 'withdraw' };

/** readBoot joins what the server wrote with what the address says. */
export function readBoot(doc: Document = document, path: string = location.pathname): Boot & { page: string; token: string } {
  let boot: Boot = {};
  try {
    boot = (JSON.parse(doc.getElementById('boot')?.textContent || '{}') as Boot | null) ?? {};
  } catch {
    // An unreadable block counts as absent: the page then asks the API.
  }
  const [kind = '', token = ''] = path.split('/').filter(Boolean);
  return { ...boot, page: boot.page ?? pages[kind] ?? 'missing', token: boot.token ?? decodeURIComponent(token) };
}
