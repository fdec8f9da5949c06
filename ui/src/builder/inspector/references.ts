import { say, type Language, type Text } from '../../i18n/text';
import type { Definition } from '../../model/design';
import type { Flow } from '../../model/flow';

/** Something a setting can name. */
export interface Named {
  value: string;
  label: string;
  type?: string;
}

interface Keyed {
  key: string;
  title?: Text;
  type?: string;
  deleted?: boolean;
}

const named = (language: Language) => (one: Keyed): Named => ({ value: one.key, label: say(one.title, language) || one.key, type: one.type });

/** definitionsOf lists the definitions of a kind. */
export function definitionsOf(bundle: readonly Definition[], kind: string, language: Language): Named[] {
  return bundle.filter((one) => one.kind === kind).map(named(language));
}

/** formOf is the form that a definition is about: itself, or the one it names. */
export function formOf(document: Definition): string {
  return document.kind === 'form' ? document.key : String(document.spec.form ?? '');
}

/** fieldsOf lists the fields of a form that are not deleted. */
export function fieldsOf(bundle: readonly Definition[], form: string, language: Language): Named[] {
  const found = bundle.find((one) => one.kind === 'form' && one.key === form);
  return ((found?.spec.fields ?? []) as Keyed[]).filter((field) => !field.deleted).map(named(language));
}

/** targetOf is the form that a relation field leads to, "" for any other field. */
export function targetOf(bundle: readonly Definition[], form: string, field: string): string {
  const fields = (bundle.find(({ kind, key }) => kind === 'form' && key === form)?.spec.fields ?? []) as { key: string; type: string; settings?: { form?: string } }[];
  const found = fields.find(({ key }) => key === field);
  return (found?.type === 'relation' && found.settings?.form) || '';
}

/** processOf is the process that a definition is, or that its form runs. */
export function processOf(bundle: readonly Definition[], document: Definition): Definition | undefined {
  if (document.kind === 'process') return document;
  const form = bundle.find((one) => one.kind === 'form' && one.key === formOf(document));
  return bundle.find((one) => one.kind === 'process' && one.key === form?.spec.process);
}

/** peopleOf lists the people rules of a process by their titles. */
export function peopleOf(flow: Pick<Flow, 'people'> | undefined, language: Language): Named[] {
  return Object.entries(flow?.people ?? {}).map(([key, rule]) => ({ value: key, label: say(rule.title, language) || key }));
}

/** partsOf lists the keyed parts of a process, such as statuses, nodes, moves and slas. */
export function partsOf(process: Definition | undefined, part: string, language: Language): Named[] {
  return ((process?.spec[part] ?? []) as Keyed[]).map(named(language));
}
