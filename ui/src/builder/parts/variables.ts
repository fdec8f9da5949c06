import { useTranslation } from 'react-i18next';
import { toLanguage, type Language } from '../../i18n/text';
import type { Definition } from '../../model/design';
import type { Variable } from '../../model/messagedesign';
import { fieldsOf, targetOf, type Named } from '../inspector/references';
import { useSurroundings } from '../useDesign';

const always = ['record.no', 'record.title', 'record.status', 'record.createdAt', 'link.track', 'link.record', 'task.title', 'user.name', 'today'] as const;

/** through lists the fields of the record that a relation leads to. */
function through(bundle: readonly Definition[], form: string, relation: Named, language: Language): Named[] {
  return fieldsOf(bundle, targetOf(bundle, form, relation.value), language).map((field) => ({ ...field, value: `${relation.value}.${field.value}`, label: `${relation.label} / ${field.label}` }));
}

/** useVariables lists what a template can say of a record of a form. */
export function useVariables(form: string): Variable[] {
  const { t, i18n } = useTranslation('designother');
  const { bundle } = useSurroundings();
  const language = toLanguage(i18n.language);
  const spec = bundle.find(({ kind, key }) => kind === 'form' && key === form)?.spec;
  // Every record has a number and a title; where a field of the form is it, it goes by the name of that field, once.
  const fields = fieldsOf(bundle, form, language);
  const stands: Record<string, unknown> = { 'record.no': spec?.numberField, 'record.title': spec?.titleField };
  const known = always.map((path): Variable => ({ path, from: 'record', label: fields.find(({ value }) => value === stands[path])?.label ?? t(`variable.${path.replace('.', '_')}`) }));
  const own = fields.filter(({ value }) => !Object.values(stands).includes(value));
  return [...known, ...own.map((field): Variable => ({ path: field.value, label: field.label, from: 'field' })), ...own.flatMap((field) => through(bundle, form, field, language)).map((field): Variable => ({ path: field.value, label: field.label, from: 'related' }))];
}
