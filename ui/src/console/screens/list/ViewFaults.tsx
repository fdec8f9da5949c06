import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../../i18n/console';
import type { ListState } from './useList';
import { useViews } from './useViews';
import style from './views.module.css';

/** ViewFaults says what of a saved view no longer works, and takes it out of the view. */
export function ViewFaults({ list, app, form }: { list: ListState; app: string; form: string }) {
  const { t } = useTranslation('list');
  const views = useViews(list, app, form);
  const saved = list.view?.saved;
  if (!saved?.faults?.length) return null;
  return (
    <section className={style.faults} aria-label={t('view.faults')}>
      <WarningOutlined aria-hidden />
      <div>
        <p>{t('view.faults')}</p>
        <ul>
          {saved.faults.map((fault) => (
            <li key={fault.pointer + fault.code}>{problemText(fault)}</li>
          ))}
        </ul>
      </div>
      {saved.change && saved.fit ? (
        <Button loading={views.busy} onClick={() => void views.change(saved.fit!, t('view.mended'))}>
          {t('view.mend')}
        </Button>
      ) : null}
    </section>
  );
}
