import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../i18n/text';
import type { Variable } from '../../model/messagedesign';
import { fieldsOf, type Named } from '../inspector/references';
import { useSurroundings } from '../useDesign';

const always = ['record.no', 'record.title', 'record.status', 'record.createdAt', 'link.track', 'link.record', 'task.title', 'user.name', 'today'] as const;

/** useVariables lists what a template can say of a record of a form, each with a sample of it. */
export function useVariables(form: string): Variable[] {
  const { t, i18n } = useTranslation('designother');
  const { bundle } = useSurroundings();
  const known = always.map((path) => ({ path, label: t(`variable.${path.replace('.', '_')}`), sample: t(`sample.${path.replace('.', '_')}`) }));
  const sample = (field: Named) => (field.type === 'date' ? '2026-11-30' : field.type === 'number' || field.type === 'money' ? '12' : t('sample.field', { label: field.label }));
  return [...known, ...fieldsOf(bundle, form, toLanguage(i18n.language)).map((field) => ({ path: field.value, label: field.label, sample: sample(field) }))];
}
