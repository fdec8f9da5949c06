import { EditOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../form';
import { useDesk } from './desk';
import { Masked } from './Masked';
import style from './tabs.module.css';

interface DetailsProps {
  steps: ReadonlySet<string>;
  attention: number;
  onSave: () => void;
}

/** Details are the record's fields as this reader may see and change them; what was changed and not saved is marked. */
export function Details({ steps, attention, onSave }: DetailsProps) {
  const { t } = useTranslation('record');
  const { record, sheet } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const { view } = record;
  const masked = record.can?.unmask ? Object.values(view.fields).filter((field) => field.level === 'masked') : [];
  const changed = Object.keys(sheet.changes());
  // The renderer names every field it draws; the mark is only paint on top of that.
  useEffect(() => {
    for (const place of box.current?.querySelectorAll<HTMLElement>('[data-field]') ?? []) {
      const key = place.dataset.field!;
      place.toggleAttribute('data-edited', changed.some((one) => key === one || key.endsWith(`_${one}`) || key.endsWith(`:${one}`) || key.endsWith(`»${one}`)));
    }
  });
  const state = {
    ...sheet.state,
    locked: new Set([...sheet.state.locked, ...steps]),
    hidden: new Set([...sheet.state.hidden, ...masked.map((field) => field.key)]),
  };
  // What a step lacks is said where it is entered.
  const problems = new Map([...sheet.problems].filter(([key]) => !steps.has(key)));
  return (
    <div ref={box} className={style.details}>
      {steps.size > 0 ? (
        <p className={style.tip}>
          <EditOutlined aria-hidden /> {t('stepFieldsTip')}
        </p>
      ) : null}
      <Form form={{ ...sheet, state, problems, attention }} onSubmit={onSave} />
      {masked.length > 0 ? <Masked fields={masked} /> : null}
    </div>
  );
}
