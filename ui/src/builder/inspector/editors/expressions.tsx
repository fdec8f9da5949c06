import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { useDocument, useSurroundings } from '../../useDesign';
import { defineEditor, editorOf, type EditorProps } from '../editor';
import { fieldsOf, formOf } from '../references';
import style from '../inspector.module.css';

const one = { type: 'string', 'x-editor': 'expression' };

/** What fields become, each by an expression. */
function Edit({ id, root, value, onChange, pointer, problems, beside }: EditorProps) {
  const { t, i18n } = useTranslation('design');
  const { bundle } = useSurroundings();
  const document = useDocument();
  const map = (value ?? {}) as Record<string, unknown>;
  const fields = fieldsOf(bundle, formOf(document), toLanguage(i18n.language));
  const { Edit: Expression } = editorOf(one, root);
  const title = (key: string) => fields.find((field) => field.value === key)?.label ?? key;
  const set = (key: string, next: unknown) => onChange({ ...map, [key]: next ?? '' });
  const drop = (key: string) => onChange(Object.fromEntries(Object.entries(map).filter(([other]) => other !== key)));
  return (
    <div className={style.rows}>
      {Object.entries(map).map(([key, expression]) => (
        <div key={key} className={style.item}>
          <label htmlFor={`${id}-${key}`}>{title(key)}</label>
          <Expression id={`${id}-${key}`} schema={one} root={root} value={expression} pointer={`${pointer}/${key}`} problems={problems} beside={beside} onChange={(next) => set(key, next)} />
          <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('takeOutOf', { name: title(key) })} onClick={() => drop(key)} />
        </div>
      ))}
      <Select value={null} placeholder={t('addField')} aria-label={t('addField')} options={fields.filter(({ value: key }) => !(key in map))} onChange={(key: string | null) => key && set(key, '')} />
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
