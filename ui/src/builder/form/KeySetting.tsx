import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client';
import { taken, type FieldSpec, type FormDefinition } from '../../model/formdesign';
import { rename } from '../../model/formfield';
import { useSurroundings } from '../useDesign';
import { useDesk } from './desk';
import style from '../inspector/inspector.module.css';

/** useReleased lists the keys of the published form: those never change any more. Undefined until that is known. */
function useReleased(): ReadonlySet<string> | undefined {
  const { place } = useSurroundings();
  const answer = useQuery({
    queryKey: ['releases', place.app, 'form', place.key],
    queryFn: async () => new Set((await get<FormDefinition | null>(`apps/${place.app}/definitions/form/${place.key}`, { query: { released: true } }))?.spec.fields.map((field) => field.key) ?? []),
  });
  return answer.data;
}

/** KeySetting is the key of a field: it can be written until the field is published for the first time. */
export function KeySetting({ field }: { field: FieldSpec }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const released = useReleased();
  const id = useId();
  const [key, setKey] = useState(field.key);
  useEffect(() => setKey(field.key), [field.key]);
  const fixed = released?.has(field.key) ?? true;
  const free = key === field.key || !taken(desk.document().spec).includes(key);
  const right = /^[a-z][a-z0-9_]{0,63}$/.test(key);
  const keep = () => {
    if (key === field.key) return;
    desk.following.delete(field.key);
    if (!desk.perform(rename(desk.document(), desk.language, field.key, key), true)) setKey(field.key);
  };
  return (
    <div className={style.setting} data-wrong={!free || !right || undefined}>
      <label htmlFor={id}>{t('key')}</label>
      <Input id={id} value={key} disabled={fixed} spellCheck={false} maxLength={64} aria-describedby={`${id}-hint`} onChange={(event) => setKey(event.target.value)} onBlur={keep} onPressEnter={keep} />
      <p id={`${id}-hint`} className={free && right ? style.hint : style.wrong}>
        {!right ? t('keyWrong') : !free ? t('keyTaken') : fixed ? t('keyFixed') : t('keyFree')}
      </p>
    </div>
  );
}
