import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** What no editor knows is edited as JSON; nothing is taken over until it can be read. */
function Edit({ id, label, value, onChange }: EditorProps) {
  const { t } = useTranslation('design');
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [wrong, setWrong] = useState(false);
  const read = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : (JSON.parse(next) as unknown));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <Input.TextArea id={id} aria-label={label} value={text} autoSize={{ minRows: 2, maxRows: 12 }} className={style.raw} spellCheck={false} aria-invalid={wrong || undefined} onChange={(event) => read(event.target.value)} />
      {wrong ? <p className={style.wrong}>{t('rawWrong')}</p> : null}
    </>
  );
}

export default defineEditor({ Edit });
