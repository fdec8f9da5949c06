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
  /** Where it comes from: of every record, of the form, of what a relation leads to. */
  from: 'record' | 'field' | 'related';
}

/** insert puts a place into a text where the selection is, and says where the cursor stands afterwards. */
export function insert(text: string, from: number, to: number, path: string): { text: string; at: number } {
  const put = `{{${path}}}`;
  return { text: text.slice(0, from) + put + text.slice(to), at: from + put.length };
}
