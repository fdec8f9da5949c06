import type { Text } from '../i18n/text';
import type { Definition } from './design';
import { reads } from './formsource';

/** A place outside of a form that names one of its fields. */
export interface Mention {
  kind: string;
  key: string;
  title: Text;
  /** Pointer into that definition. */
  pointer: string;
}

/** Properties whose text is never the key of a field. */
const words = new Set(['key', 'type', 'title', 'text', 'kind', 'op', 'form', 'status', 'node', 'role', 'zh', 'en', 'description']);
const sources = new Set(['expr', 'expression', 'when', 'value', 'subject', 'body', 'url']);

/** elsewhere looks for a field in the definitions that are about its form. It may find a word that merely looks like the key: better that than a surprise. */
export function elsewhere(bundle: readonly Definition[], form: string, field: string): Mention[] {
  const own = bundle.find((one) => one.kind === 'form' && one.key === form);
  const about = (one: Definition) => (one.kind === 'process' && one.key === own?.spec.process) || JSON.stringify(one.spec).includes(`"${form}"`);
  return bundle
    .filter((one) => one !== own && one.kind !== 'list' && about(one))
    .flatMap((one) => pointers(one.spec, '/spec', '', field).map((pointer) => ({ kind: one.kind, key: one.key, title: one.title, pointer })));
}

function pointers(value: unknown, at: string, name: string, field: string): string[] {
  if (typeof value === 'string') return !words.has(name) && (value === field || value.startsWith(`${field}.`) || (sources.has(name) && reads(value, field))) ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((one, index) => pointers(one, `${at}/${index}`, name, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [...(key === field && name === 'set' ? [`${at}/${key}`] : []), ...pointers(one, `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, key, field)]);
}
