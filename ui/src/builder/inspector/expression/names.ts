import type { Language } from '../../../i18n/text';
import { say } from '../../../i18n/text';
import type { Catalog, Definition } from '../../../model/design';
import { living, type FieldSpec, type FormSpec } from '../../../model/formdesign';
import type { Column, Named } from '../../../model/formulatext';
import { titleOfField } from '../scope';

/** Something an expression can name. */
export interface Choice {
  key: string;
  label: string;
  /** Written in the expression. */
  text: string;
  kind: 'field' | 'column' | 'function' | 'system';
  help?: string;
  /** Of a column: what it is called among its rows, and where it is. */
  column?: Column & { title: string };
}

/** Names with a meaning of their own everywhere. */
export const systemNames: ReadonlySet<string> = new Set(['record', 'user', 'old', 'now', 'today', 'working', 'link', 'task', 'payload', 'fired', 'idem']);
const offered = ['today', 'now', 'record.status', 'record.no', 'record.title', 'record.owner', 'record.submitter', 'record.resolution', 'record.channel', 'record.createdAt', 'user.id', 'user.name', 'user.department'];

const columnsIn = (field: FieldSpec) => (Array.isArray(field.settings?.fields) ? (field.settings.fields as FieldSpec[]) : []);

/** Types of values that can be added up. */
const adding = new Set(['number', 'money', 'percent', 'rating', 'slider', 'nps', 'formula', 'rollup']);

/** fieldsIn is what expressions of a form read: its fields, or what `scope` says instead. */
export function fieldsIn(bundle: readonly Definition[], form: string, scope: readonly FieldSpec[] | undefined): readonly FieldSpec[] {
  const found = bundle.find((one) => one.kind === 'form' && one.key === form);
  return scope ?? (found ? living(found.spec as unknown as FormSpec) : []);
}

/** throughOf is what the record says that a relation leads to. */
function throughOf(field: FieldSpec, bundle: readonly Definition[], language: Language): Choice[] {
  if (field.type !== 'relation') return [];
  const target = String(field.settings?.form ?? '');
  return fieldsIn(bundle, target, undefined).map((one) => ({ key: `${field.key}.${one.key}`, label: `${titleOfField(field, language)} / ${titleOfField(one, language)}`, text: `${field.key}.${one.key}`, kind: 'field' }));
}

/** brief is what a function does, in the first words of its explanation. */
const brief = (help: string | undefined) => help?.split(/[，：；。,:;.]/)[0] ?? '';

/** choicesOf lists all an expression can be made of; columns of rows stand behind a dot. `system` says the words of what every record has. */
export function choicesOf(fields: readonly FieldSpec[], bundle: readonly Definition[], catalog: Catalog, language: Language, system: (key: string) => string): Choice[] {
  const named = (field: FieldSpec): Choice => ({ key: field.key, label: titleOfField(field, language), text: field.key, kind: 'field' });
  const columns = fields.flatMap((field) => columnsIn(field).map((column): Choice => ({ key: column.key, label: `${titleOfField(field, language)} / ${titleOfField(column, language)}`, text: `.${column.key}`, kind: 'column', column: { table: field.key, key: column.key, adds: adding.has(column.type), title: titleOfField(column, language) } })));
  const functions = (catalog.functions ?? []).map((one): Choice => ({ key: one.id, label: [brief(say(one.help, language)), say(one.label, language)].filter(Boolean).join(' '), text: `${one.id}()`, kind: 'function', help: say(one.help, language) }));
  return [...fields.map(named), ...fields.flatMap((field) => throughOf(field, bundle, language)), ...columns, ...offered.map((key): Choice => ({ key, label: system(key), text: key, kind: 'system' })), ...functions];
}

/** namedIn are the titles that a formula may be written with. */
export function namedIn(choices: readonly Choice[]): Named {
  const fields = new Map<string, string[]>();
  const columns = new Map<string, Column[]>();
  const into = <T>(map: Map<string, T[]>, title: string, one: T) => map.set(title, [...(map.get(title) ?? []), one]);
  for (const { kind, label, text, column } of choices) {
    if (kind === 'field') into(fields, label, text);
    if (column) into(columns, column.title, column);
  }
  return { fields, columns };
}
