import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnOption } from '../../../../model/list';
import { Tabs } from '../../../parts/Tabs';
import { useNarrow } from '../../../parts/useNarrow';
import type { ListState } from '../useList';
import { Column } from './Column';
import { useMoving } from './useMoving';
import style from './board.module.css';

const Carry = lazy(() => import('./Carry'));

interface BoardProps {
  list: ListState;
  app: string;
  form: string;
  statuses: readonly ColumnOption[];
}

/** Board shows the records in columns of their statuses; moving a card presses what leads there. */
export default function Board({ list, app, form, statuses }: BoardProps) {
  const { t } = useTranslation('list');
  const narrow = useNarrow();
  const moving = useMoving(app, form);
  const [at, setAt] = useState(statuses[0]?.value ?? '');
  const column = (status: ColumnOption) => <Column key={status.value} list={list} app={app} form={form} status={status} statuses={statuses} moving={moving} />;
  const one = statuses.find(({ value }) => value === at) ?? statuses[0]!;
  return (
    <>
      {narrow ? (
        <Tabs label={t('system.status')} tabs={statuses.map(({ value, text }) => ({ key: value, title: text }))} value={one.value} onChange={setAt}>
          {column(one)}
        </Tabs>
      ) : (
        <>
          <div className={style.board} tabIndex={0} role="region" aria-label={t('board.board')}>
            {statuses.map(column)}
          </div>
          <p className={style.hint}>{t('board.hint')}</p>
        </>
      )}
      <Suspense>{moving.way ? <Carry key={`${moving.way.item.id} ${moving.way.to}`} app={app} form={form} moving={moving} statuses={statuses} /> : null}</Suspense>
    </>
  );
}
