import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { useDocument, useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { fieldsOf, formOf } from '../references';
import style from '../inspector.module.css';

/** Fields that are filled from an answer, each by the path of the value in it. */
function Edit({ id, value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const map = (value ?? {}) as Record<string, string>;
  const fields = fieldsOf(bundle, formOf(useDocument()), toLanguage(i18n.language));
  const title = (key: string) => fields.find((field) => field.value === key)?.label ?? key;
  const drop = (key: string) => {
    const { [key]: _, ...rest } = map;
    onChange(Object.keys(rest).length > 0 ? rest : undefined);
  };
  return (
    <div className={style.pairs}>
      {Object.entries(map).map(([key, path]) => (
        <div key={key} className={style.row}>
          <Input aria-label={t('answerPath', { name: title(key) })} addonBefore={title(key)} value={path} placeholder="data.key" onChange={(event) => onChange({ ...map, [key]: event.target.value })} />
          <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropField', { name: title(key) })} onClick={() => drop(key)} />
        </div>
      ))}
      <Select id={id} value={null} showSearch={{ optionFilterProp: 'label' }} placeholder={t('addField')} aria-label={t('addField')} options={fields.filter((field) => !(field.value in map))} onChange={(key: string | null) => key && onChange({ ...map, [key]: '' })} />
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
