import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../i18n/text';
import { family } from '../../model/filter';
import { columnsOf } from './columns';
import { useSurroundings } from '../useDesign';

/** Fixed is one value of a field, chosen or written as the field wants it. */
export function Fixed({ form, field, label, value, onChange }: { form: string; field: string; label: string; value: unknown; onChange: (value: unknown) => void }) {
  const { t, i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const column = columnsOf(bundle, form, toLanguage(i18n.language)).find((one) => one.field === field);
  const kind = family(column?.type ?? 'text');
  const options = column?.filter?.options?.map(({ value: key, text }) => ({ value: key, label: text }));
  if (kind === 'boolean') return <Select aria-label={label} value={value === true} options={[true, false].map((one) => ({ value: one, label: t(one ? 'yes' : 'no') }))} onChange={onChange} />;
  if (kind === 'number') return <InputNumber aria-label={label} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next ?? 0)} style={{ width: '100%' }} />;
  if (options && (kind === 'choices' || Array.isArray(value))) return <Select aria-label={label} mode="multiple" value={Array.isArray(value) ? value : []} options={options} onChange={onChange} />;
  if (options) return <Select aria-label={label} value={typeof value === 'string' && value ? value : undefined} options={options} onChange={onChange} />;
  return <Input aria-label={label} value={typeof value === 'string' ? value : JSON.stringify(value)} onChange={(event) => onChange(event.target.value)} />;
}
