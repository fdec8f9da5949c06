import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import text from '../inspector/editors/text';
import { useDesk, useDeskState } from './desk';
import { follow } from './keys';
import style from '../inspector/inspector.module.css';

interface TitleSettingProps {
  id: string;
  value: Text;
  onChange: (value: Text) => void;
}

/** TitleSetting is the title of what is selected. Of something new its text is selected at once: the first thing one does is to name it. */
export function TitleSetting({ id, value, onChange }: TitleSettingProps) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const control = useId();
  const root = useRef<HTMLDivElement>(null);
  const naming = useDeskState((state) => state.naming);
  const seen = useRef(naming);
  useEffect(() => {
    // Named once, by whoever is there when something new comes.
    if (naming === 0 || desk.store.getState().selected !== id || named.get(desk) === naming) return;
    named.set(desk, naming);
    seen.current = naming;
    const input = root.current?.querySelector<HTMLInputElement>('input, textarea');
    input?.focus();
    input?.select();
  }, [naming, id, desk]);
  return (
    <div
      ref={root}
      className={style.setting}
      onBlur={(event) => {
        // The key that follows the label belongs to the same gesture, which ends when it is there.
        event.stopPropagation();
        if (!root.current?.contains(event.relatedTarget)) void follow(desk, id).finally(desk.design.settle);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || !['Enter', 'Escape'].includes(event.key) || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        desk.store.setState((now) => ({ focus: now.focus + 1, drawer: undefined }));
      }}
    >
      <label htmlFor={control}>{t('title')}</label>
      <text.Edit id={control} schema={{}} root={{}} value={value} onChange={(next) => onChange((next as Text) ?? '')} pointer="" problems={[]} beside={{}} />
    </div>
  );
}

/** Which naming each desk has seen to. */
const named = new WeakMap<object, number>();
