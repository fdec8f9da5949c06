import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk';
import style from './record.module.css';

/** SaveBar names what was changed and not saved yet. */
export function SaveBar({ keys, onSave }: { keys: readonly string[]; onSave: () => void }) {
  const { t } = useTranslation(['record', 'common']);
  const { sheet, busy } = useDesk();
  if (keys.length === 0) return null;
  const changed = keys.map((key) => sheet.view.fields[key]!.title);
  const discard = () => keys.forEach((key) => sheet.set(key, sheet.view.values?.[key]));
  const names = changed.slice(0, 4).join(t('listComma'));
  return (
    <div className={style.saveBar} role="region" aria-label={t('save.label')}>
      <p>
        <b>{t('save.changed', { count: changed.length })}</b>
        <span>{changed.length > 4 ? t('save.andMore', { names }) : names}</span>
      </p>
      <Button onClick={discard} disabled={busy || undefined}>
        {t('save.discard')}
      </Button>
      <Button type="primary" onClick={onSave} loading={busy} disabled={sheet.busy || undefined}>
        {t('save', { ns: 'common' })}
      </Button>
    </div>
  );
}
