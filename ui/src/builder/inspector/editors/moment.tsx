import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../../console/session';
import { fromLocal, toLocal } from '../../../units/control/time';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** A moment, written on the clock of the app and kept in UTC. What is not finished yet changes nothing. */
function Edit({ id, label, value, onChange }: EditorProps) {
  const { t } = useTranslation('designpublic');
  const { place } = useSurroundings();
  const zone = useZone(place.app);
  const stored = toLocal(value, zone);
  const [text, setText] = useState(stored);
  // Somebody else changed it, such as undo.
  useEffect(() => setText(stored), [stored]);
  const write = (next: string) => {
    setText(next);
    const moment = fromLocal(next, zone);
    if (moment) onChange(moment);
  };
  return (
    <>
      <Input id={id} aria-label={label} type="datetime-local" value={text} onChange={(event) => write(event.target.value)} onBlur={() => setText(stored)} />
      {zone ? <p className={style.help}>{t('zone', { zone })}</p> : null}
    </>
  );
}

export default defineEditor({ Edit });
