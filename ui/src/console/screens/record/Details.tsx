import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../form';
import { open } from '../../../model/formstate';
import { fieldsIn, isEmpty, layoutOf, type FormField } from '../../../model/formview';
import { openTasks } from '../../../model/task';
import { fields } from '../../../units/fields';
import { useDesk } from './desk';
import { Groups, groupsOf } from './Groups';
import { Masked } from './Masked';
import style from './tabs.module.css';

interface DetailsProps {
  steps: ReadonlySet<string>;
  attention: number;
  onSave: () => void;
}

/** useBlank lists the fields that are only read here and have nothing to read. */
function useBlank(locked: ReadonlySet<string>, elsewhere: readonly FormField[]): string[] {
  const { sheet } = useDesk();
  const { view, state } = sheet;
  return fieldsIn(layoutOf(view)).filter((key) => {
    const field = view.fields[key];
    if (!field || !locked.has(key) || state.hidden.has(key) || elsewhere.includes(field)) return false;
    if (field.level === 'masked') return !view.texts?.[key];
    return (fields.get(field.type).empty ?? isEmpty)(state.values[key], field);
  });
}

/** Details are the record's fields as this reader may see and change them; what was changed and not saved is marked. */
export function Details({ steps, attention, onSave }: DetailsProps) {
  const { t } = useTranslation('record');
  const { record, sheet } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const [all, setAll] = useState(false);
  // What is over is read; whoever may still correct it says so first.
  const [correcting, setCorrecting] = useState(sheet.dirty);
  const closed = record.process?.state === 'ended' && !correcting && attention === 0;
  const { view } = record;
  const masked = record.can?.unmask ? Object.values(view.fields).filter((field) => field.level === 'masked') : [];
  const changed = Object.keys(sheet.changes());
  // The renderer names every field it draws; the mark is only paint on top of that.
  useEffect(() => {
    for (const place of box.current?.querySelectorAll<HTMLElement>('[data-field]') ?? []) {
      place.toggleAttribute('data-edited', changed.includes(place.dataset.key ?? ''));
    }
  });
  const here = new Set([...sheet.state.locked, ...steps]);
  const locked = closed ? new Set(Object.keys(view.fields)) : here;
  const blank = useBlank(locked, masked);
  const aside = [...masked.map((field) => field.key), ...(all ? [] : blank)];
  const state = { ...sheet.state, locked, hidden: new Set([...sheet.state.hidden, ...aside]) };
  // Where nothing can be entered at all, what was computed is read like the rest.
  const fixed = sheet.readOnly || !Object.keys(view.fields).some((key) => open(view, { ...state, locked: here }, key));
  const readOnly = fixed || closed;
  // What a step lacks is said where it is entered.
  const problems = new Map([...sheet.problems].filter(([key]) => !steps.has(key)));
  const form = { ...sheet, readOnly, state, problems, attention };
  const groups = groupsOf(form);
  const wanted = new Set(openTasks(record).filter((task) => task.mine).flatMap(({ fields: step }) => [...(step?.edit ?? []), ...(step?.require ?? [])]));
  return (
    <div ref={box} className={style.details}>
      {steps.size > 0 ? (
        <p className={style.tip}>
          <EditOutlined aria-hidden /> {t('stepFieldsTip')}
        </p>
      ) : null}
      {closed && !fixed ? (
        <p className={style.tip}>
          {t('closedTip')}{' '}
          <Button size="small" icon={<EditOutlined aria-hidden />} onClick={() => setCorrecting(true)}>
            {t('closedEdit')}
          </Button>
        </p>
      ) : null}
      {groups ? <Groups groups={groups} form={form} onSubmit={onSave} wanted={wanted} /> : <Form form={form} onSubmit={onSave} />}
      {blank.length > 0 ? (
        <p className={style.blank}>
          <Button type="text" size="small" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? t('blank.hide') : t('blank.show', { count: blank.length })}
          </Button>
        </p>
      ) : null}
      {masked.length > 0 ? <Masked fields={masked} /> : null}
    </div>
  );
}
