import { say, type Language, type Text } from '../../i18n/text';
import type { ConditionTree } from '../../model/condition';
import type { Definition } from '../../model/design';
import { fromTree } from '../../model/filter';
import { sentence, type Say } from '../../model/filtersentence';
import type { Column } from '../../model/list';
import { processOf } from '../inspector/references';

interface Field {
  key: string;
  type: string;
  title?: Text;
  settings?: { list?: string; options?: Option[] };
}

interface Option {
  key?: string;
  value?: string;
  title?: Text;
}

/** columnsOf is what conditions about a form may name, with the words of its choices. */
export function columnsOf(bundle: readonly Definition[], form: string, language: Language): Column[] {
  const spec = bundle.find((one) => one.kind === 'form' && one.key === form)?.spec as { fields?: Field[]; process?: string } | undefined;
  const listed = (key: string | undefined) => (bundle.find((one) => one.kind === 'list' && one.key === key)?.spec as { options?: Option[]; items?: Option[] } | undefined) ?? {};
  const option = (one: Option) => ({ value: String(one.value ?? one.key), text: say(one.title, language) || String(one.value ?? one.key) });
  const fields = (spec?.fields ?? []).map((field): Column => {
    const list = listed(field.settings?.list);
    const options = field.settings?.options ?? list.options ?? list.items;
    return { field: field.key, type: field.type, title: say(field.title, language) || field.key, filter: { ops: [], options: options?.map(option) } };
  });
  const process = processOf(bundle, { kind: 'form', key: form, title: '', schemaVersion: 1, spec: spec ?? {} } as Definition);
  const statuses = ((process?.spec.statuses ?? []) as Option[]).map(option);
  return [...fields, { field: 'record.status', type: 'status', title: say({ zh: '状态', en: 'Status' }, language), filter: { ops: [], options: statuses } }];
}

/** conditionWords says a condition as a person would; an expression stays as it is written. */
export function conditionWords(condition: ConditionTree | undefined, columns: readonly Column[], t: Say): string {
  if (!condition || Object.keys(condition).length === 0) return '';
  if (typeof condition.expr === 'string') return condition.expr;
  const group = fromTree(condition);
  return group ? sentence(group, { columns, say: t }) : JSON.stringify(condition);
}
