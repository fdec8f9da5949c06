import type { Problem } from '../api/problem';
import type { FormView, Values } from '../model/formview';
import type { TrackView } from './track';

/** Proof that a form was opened here; difficulty is how many leading zero bits the answer must have, 0 asks for none. */
export interface Token {
  token: string;
  difficulty: number;
}

/**
 * What the server writes into the page's `<script id="boot">`, so that a public page needs one response and no further
 * question before it shows. Everything is optional: a page opened without it asks the API.
 */
export interface Boot {
  /** Name of a file in pages/; without it the first part of the address decides. */
  page?: string;
  lang?: string;
  languages?: readonly string[];
  /** Whose page this is; shown beside the mark. */
  app?: { title?: string };
  /** The zone of the app, in which every moment on the page is written and entered. */
  timeZone?: string;
  form?: FormView;
  token?: Token | string;
  /** The moment from which nothing is taken any more. */
  closes?: string;
  /** Why the form cannot be filled now; of the form there is only its name then. */
  door?: Problem;
  /** Values the link brings along. */
  prefill?: Values;
}

/** A tracking page is answered with the view itself as the block. */
export function trackOf(boot: Boot): TrackView | undefined {
  const view = boot as unknown as TrackView;
  return boot.page === 'track' && view.no !== undefined ? view : undefined;
}

/** Place is where a public page stands, from its address: /f/<app>/<form> and /t/<code>. */
export interface Place {
  page: string;
  app: string;
  form: string;
  code: string;
}

/** First parts of public addresses. */
const pages: Record<string, string> = { f: 'fill', t: 'track' };

/** readBoot reads the block; an absent or unreadable one is empty, and the page then asks the API. */
export function readBoot(doc: Document = document): Boot {
  try {
    return (JSON.parse(doc.getElementById('boot')?.textContent || '{}') as Boot | null) ?? {};
  } catch {
    return {};
  }
}

/** readPlace reads the address; `?preview` shows a form that another window hands over. */
export function readPlace(boot: Boot, path: string = location.pathname, query: string = location.search): Place {
  const [kind = '', first = '', second = ''] = path.split('/').filter(Boolean).map(decoded);
  const preview = new URLSearchParams(query).has('preview') ? 'preview' : undefined;
  return { page: preview ?? boot.page ?? pages[kind] ?? 'missing', app: first, form: second, code: first };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** tokenOf reads both ways a token is written: with its difficulty, or alone when there is no work to do. */
export function tokenOf(token: Token | string | undefined): Token {
  if (typeof token === 'string') return { token, difficulty: 0 };
  return { token: token?.token ?? '', difficulty: token?.difficulty ?? 0 };
}
