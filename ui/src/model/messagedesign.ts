import type { Text } from '../i18n/text';

/** The spec of a message template as it is stored. */
export interface MessageSpec {
  subject: Text;
  body: Text;
  spoken?: Text;
  purpose?: string;
  audience: 'customer' | 'staff';
  channels: string[];
}

/** Something a template can say of the record: the path that is stored, and the words people choose it by. */
export interface Variable {
  path: string;
  label: string;
  sample: string;
}

/** Piece is a stretch of a template: words, or a place that is filled in. */
export interface Piece {
  text: string;
  path?: string;
}

const place = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** pieces splits a template into its words and its places. */
export function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of template.matchAll(place)) {
    if (match.index > from) found.push({ text: template.slice(from, match.index) });
    found.push({ text: match[0], path: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < template.length) found.push({ text: template.slice(from) });
  return found;
}

/** rendered fills a template with what the variables would say; places that are none of them stay as they are written. */
export function rendered(template: string, variables: readonly Variable[]): string {
  return pieces(template)
    .map(({ text, path }) => (path === undefined ? text : (variables.find((one) => one.path === path)?.sample ?? text)))
    .join('');
}

/** insert puts a place into a text where the selection is, and says where the cursor stands afterwards. */
export function insert(text: string, from: number, to: number, path: string): { text: string; at: number } {
  const put = `{{${path}}}`;
  return { text: text.slice(0, from) + put + text.slice(to), at: from + put.length };
}
