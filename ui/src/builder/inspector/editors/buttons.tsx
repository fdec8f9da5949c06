import { PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say, toLanguage, type Text } from '../../../i18n/text';
import { resolve } from '../../../model/design';
import { keyFor } from '../../keys';
import { Cards } from '../Cards';
import { defineEditor, type EditorProps } from '../editor';
import { Settings } from '../Settings';
import style from '../inspector.module.css';

interface StepButton extends Record<string, unknown> {
  key: string;
  title: Text;
  kind: string;
}

/** Settings that only buttons of a kind have. */
const only: Readonly<Record<string, string>> = { target: 'return', resume: 'return', to: 'transfer', primary: 'complete' };

/** The buttons of a step: each with what it asks for and what it does. */
function Edit({ id, schema, root, value, onChange, pointer, problems }: EditorProps) {
  const { t, i18n } = useTranslation(['designprocess', 'settings']);
  const language = toLanguage(i18n.language);
  const list = Array.isArray(value) ? (value as StepButton[]) : [];
  const one = resolve(schema.items ?? {}, root);
  const [title, setTitle] = useState('');
  const words = (button: StepButton) => say(button.title, language) || button.key;
  const add = async () => {
    const name = title.trim();
    if (!name) return;
    setTitle('');
    const key = await keyFor(name, list.map((button) => button.key), 'button');
    onChange([...list, { key, title: name, kind: 'complete' }]);
  };
  return (
    <Cards
      list={list}
      onChange={onChange}
      head={(button) => ({ title: words(button), hint: t([`settings:value.kind.${button.kind}`, 'settings:value.none']) })}
      body={(button, at, set) => (
        <Settings schema={one} root={root} value={button} pointer={`${pointer}/${at}`} problems={problems} without={['key', ...Object.keys(only).filter((name) => only[name] !== button.kind && button[name] === undefined)]} onChange={(next) => set(next as StepButton)} />
      )}
    >
      <div className={style.row}>
        <Input id={id} value={title} maxLength={40} placeholder={t('newButton')} aria-label={t('newButton')} onChange={(event) => setTitle(event.target.value)} onPressEnter={() => void add()} />
        <Button icon={<PlusOutlined aria-hidden />} aria-label={t('add')} disabled={!title.trim()} onClick={() => void add()} />
      </div>
    </Cards>
  );
}

export default defineEditor({ Edit, grouped: true });
