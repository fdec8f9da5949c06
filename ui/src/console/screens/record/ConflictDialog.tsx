import { Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnits } from '../../../form';
import { formWords } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import type { FormField, Values } from '../../../model/formview';
import { conflicts, merged, type Side } from '../../../model/merge';
import { fields } from '../../../units/fields';
import type { Conflict } from './useSending';
import style from './conflict.module.css';

interface ConflictDialogProps {
  conflict: Conflict;
  busy: boolean;
  onClose: () => void;
  /** Gets what to save on top of the other person's version. */
  onDecided: (data: Values) => void;
}

/** ConflictDialog lets the person decide, field by field, when somebody else saved first. Nothing is lost by closing it. */
export function ConflictDialog({ conflict, busy, onClose, onDecided }: ConflictDialogProps) {
  const { t } = useTranslation(['record', 'common']);
  const open = useMemo(() => conflicts(conflict.differences, conflict.sent), [conflict]);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const all = (side: Side) => setChosen(Object.fromEntries(open.map((one) => [one.field, side])));
  const fine = Object.keys(conflict.sent).length - open.length;
  return (
    <Modal
      open
      width={760}
      title={t('conflict.title')}
      onCancel={onClose}
      onOk={() => onDecided(merged(conflict.sent, chosen))}
      confirmLoading={busy}
      okText={t('conflict.save')}
      cancelText={t('conflict.later')}
    >
      <p>{open.length > 0 ? t('conflict.text', { count: open.length }) : t('conflict.none')}</p>
      {open.length > 1 ? (
        <p className={style.all}>
          <Button size="small" onClick={() => all('mine')}>
            {t('conflict.allMine')}
          </Button>
          <Button size="small" onClick={() => all('theirs')}>
            {t('conflict.allTheirs')}
          </Button>
        </p>
      ) : null}
      {open.map((one) => {
        const field = conflict.current.view.fields[one.field];
        return (
          <fieldset key={one.field} className={style.pair}>
            <legend>{field?.title ?? one.title ?? one.field}</legend>
            {(['mine', 'theirs'] as const).map((side) => (
              <label key={side}>
                <input type="radio" name={`conflict-${one.field}`} checked={(chosen[one.field] ?? 'mine') === side} onChange={() => setChosen((now) => ({ ...now, [one.field]: side }))} />
                <span>
                  <b>{t(`conflict.${side}`)}</b>
                  <Shown field={field} value={side === 'mine' ? one.yours : one.theirs} conflict={conflict} />
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
      {fine > 0 ? <p className={style.fine}>{t('conflict.fine', { count: fine })}</p> : null}
    </Modal>
  );
}

function Shown({ field, value, conflict }: { field?: FormField; value: unknown; conflict: Conflict }) {
  const { t, i18n } = useTranslation('common');
  const ready = useUnits(field ? [field.type] : []);
  if (value === null || value === undefined || value === '') return <i>{t('empty')}</i>;
  if (!field || !ready) return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>;
  const { View } = fields.get(field.type);
  const language = toLanguage(i18n.language);
  const { names } = conflict.current.view;
  return <View field={field} value={value} context={{ language, t: formWords(language), values: {}, names }} />;
}
