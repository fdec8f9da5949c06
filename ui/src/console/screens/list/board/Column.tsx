import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnOption, ListItem } from '../../../../model/list';
import { Rows } from '../../../parts/Lines';
import { Failed } from '../../../parts/State';
import { useZone } from '../../../session';
import type { ListState } from '../useList';
import { Card, cardUrl } from './Card';
import { useColumn } from './useColumn';
import type { Moving } from './useMoving';
import style from './board.module.css';

interface ColumnProps {
  list: ListState;
  app: string;
  form: string;
  status: ColumnOption;
  statuses: readonly ColumnOption[];
  moving: Moving;
}

/** Column is the records of one status. A card on its way here stands here already. */
export function Column({ list, app, form, status, statuses, moving }: ColumnProps) {
  const { t } = useTranslation('list');
  const id = useId();
  const zone = useZone(app);
  const column = useColumn(list, app, form, status.value);
  const [over, setOver] = useState(0);
  const { way, dragged, refused } = moving;
  const coming = way && way.to === status.value && !column.items.some((item) => item.id === way.item.id) ? [way.item] : [];
  const items = [...coming, ...column.items.filter((item) => !(way && way.item.id === item.id && way.to !== status.value))];
  const count = column.count + coming.length - (column.items.length - (items.length - coming.length));
  const takes = dragged !== undefined && dragged.status?.key !== status.value;
  const barred = takes && moving.barred(status.value);
  const card = (item: ListItem) => (
    <Card key={item.id} item={item} to={cardUrl(app, form, item)} statuses={statuses} zone={zone} moving={way?.item.id === item.id} refused={refused?.id === item.id ? refused.reason : undefined} onMove={(to) => moving.start(item, to)} onHold={moving.hold} known={moving.known(item)} barred={moving.barred} />
  );
  return (
    <section
      className={style.column}
      aria-labelledby={id}
      data-status={status.value}
      data-takes={(takes && !barred) || undefined}
      data-barred={barred || undefined}
      data-over={(takes && !barred && over > 0) || undefined}
      onDragEnter={() => setOver((depth) => depth + 1)}
      onDragLeave={() => setOver((depth) => Math.max(0, depth - 1))}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        setOver(0);
        if (dragged && takes) moving.start(dragged, status.value);
      }}
    >
      <h2 id={id} aria-label={t('board.column', { status: status.text, count })}>
        <span className="tone" data-tone={status.color || 'grey'}>
          {status.text}
        </span>
        <em>{count}</em>
      </h2>
      {column.isError ? <Failed error={column.error} onRetry={() => void column.refetch()} /> : null}
      {column.isPending ? <Rows count={3} /> : items.length > 0 ? <ul>{items.map(card)}</ul> : <p className={style.none}>{t('board.empty')}</p>}
      {column.hasNextPage ? (
        <Button size="small" loading={column.isFetchingNextPage} onClick={() => void column.fetchNextPage()}>
          {t('board.more')}
        </Button>
      ) : null}
    </section>
  );
}
