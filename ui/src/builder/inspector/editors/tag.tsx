import { AutoComplete } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyFor } from '../../keys';
import { defineEditor, type EditorProps } from '../editor';

/** A word that sorts things: one of those the schema knows, said in the texts, or one's own, of which a key is made. */
function Edit({ id, label, schema, value, onChange, pointer }: EditorProps) {
  const { t } = useTranslation('settings');
  const name = pointer.split('/').at(-1)!;
  const said = (key: string) => t([`value.${name}.${key}`, `value.${key}`], { defaultValue: key });
  const known = (schema.examples ?? []).map((one) => ({ key: String(one), value: said(String(one)) }));
  const now = typeof value === 'string' ? value : '';
  const [words, setWords] = useState(now && said(now));
  useEffect(() => setWords(now && said(now)), [now]); // eslint-disable-line react-hooks/exhaustive-deps
  const keep = async (next: string) => {
    const title = next.trim();
    if (title === (now && said(now))) return;
    const key = known.find((one) => one.value === title)?.key ?? (title && (/^[a-z][a-z0-9_]{0,63}$/.test(title) ? title : await keyFor(title, [], name)));
    onChange(key || undefined);
  };
  return <AutoComplete id={id} aria-label={label} value={words} options={known.map((one) => ({ value: one.value }))} onChange={(next: string) => setWords(next ?? '')} onSelect={(next: string) => void keep(next)} onBlur={() => void keep(words)} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
