import { TranslationOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, say, toLanguage, type Text } from '../../../i18n/text';
import { translate, write } from '../../../model/design';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** Words people read: in the designer's own language, and beside it in the others once somebody asks for them. */
function Edit({ id, label, schema, value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('design');
  const own = toLanguage(i18n.language);
  const text = value as Text;
  const [open, setOpen] = useState(typeof text === 'object' && text !== null && languages.some((one) => one !== own && text[one]));
  const others = languages.filter((one) => one !== own);
  const set = (next: Text) => onChange(next === '' ? undefined : next);
  const long = (schema.maxLength ?? 0) > 200 || say(text, own).includes('\n');
  const Area = long ? Input.TextArea : Input;
  const words = (one: (typeof languages)[number]) => (typeof text === 'object' && text !== null ? (text[one] ?? '') : one === own ? (text ?? '') : '');
  return (
    <div className={style.text}>
      <div className={style.row}>
        <Area id={id} aria-label={label} value={words(own) || (typeof text === 'object' ? '' : words(own))} placeholder={typeof text === 'object' ? say(text, own) : undefined} onChange={(event: { target: { value: string } }) => set(write(text, own, event.target.value))} />
        <Button type="text" icon={<TranslationOutlined aria-hidden />} aria-label={t('translate')} aria-expanded={open} onClick={() => setOpen(!open)} />
      </div>
      {open
        ? others.map((one) => (
            <label key={one} className={style.other}>
              <span>{t(`language.${one}`)}</span>
              <Area value={words(one)} lang={one} onChange={(event: { target: { value: string } }) => set(translate(text, own, one, event.target.value))} />
            </label>
          ))
        : null}
    </div>
  );
}

export default defineEditor({ Edit });
