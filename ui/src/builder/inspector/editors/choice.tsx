import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../../console/parts/useClear';
import { defineEditor, type EditorProps } from '../editor';

/** The words of a choice are in the texts, `value.<setting>.<value>` or `value.<value>`. */
function Edit({ id, label, schema, value, onChange, pointer }: EditorProps) {
  const clear = useClear();
  const { t } = useTranslation('settings');
  const name = pointer.split('/').at(-1)!;
  const options = (schema.enum ?? []).map((one) => ({ value: String(one), label: t([`value.${name}.${one || 'none'}`, `value.${one || 'none'}`], { defaultValue: String(one) }) }));
  return <Select id={id} aria-label={label} value={value === undefined ? undefined : String(value)} options={options} allowClear={clear} onChange={(next: string | undefined) => onChange(next)} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
