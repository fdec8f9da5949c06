import type { UseQueryResult } from '@tanstack/react-query';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { post } from '../../api/client';
import { problemText } from '../../i18n/console';
import { leave, sendTo, sum, targets, type Foresight, type MovedRecord, type Order, type Outlook } from '../../model/migration';
import { GoneOptions } from './GoneOptions';
import style from './move.module.css';

/** useForesight is the dry run: what publishing the drafts, or an earlier release, would do to the records under way. */
export function useForesight(app: string, order: Order, restore?: number): UseQueryResult<Outlook> {
  const { plan, unpin } = order;
  return useQuery({
    queryKey: ['foresight', app, restore ?? 0, plan ?? {}, unpin ?? false],
    queryFn: () => post<Outlook>(`apps/${app}/migration/preview`, { plan, unpin, restore }, { timeout: 120_000 }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
}

interface UnderwayProps {
  seen: UseQueryResult<Outlook>;
  order: Order;
  onOrder: (order: Order) => void;
}

/** Underway tells what becomes of the running records, and asks where those go that have no place. */
export function Underway({ seen, order, onOrder }: UnderwayProps) {
  const { t } = useTranslation('design');
  const list = (seen.data?.processes ?? []).filter((one) => one.running > 0);
  if (list.length === 0) return <GoneOptions list={seen.data?.options ?? []} order={order} onOrder={onOrder} />;
  const failing = order.keep ? 0 : sum(list, 'failing');
  return (
    <section className={style.underway} aria-label={t('move.title')}>
      <h3>{t('move.title')}</h3>
      <p>{t('move.running', { count: sum(list, 'running') })}</p>
      <ul className={style.counts}>
        {sum(list, 'moving') > 0 ? <li data-tone="good">{t('move.moving', { count: sum(list, 'moving') })}</li> : null}
        {sum(list, 'mapped') > 0 ? <li data-tone="good">{t('move.mapped', { count: sum(list, 'mapped') })}</li> : null}
        {failing > 0 ? <li data-tone={order.pin ? 'quiet' : 'bad'}>{t(order.pin ? 'move.left' : 'move.failing', { count: failing })}</li> : null}
        {sum(list, 'pinned') > 0 ? <li data-tone="quiet">{t('move.pinned', { count: sum(list, 'pinned') })}</li> : null}
      </ul>
      {order.keep ? null : list.map((one) => <Places key={one.process} one={one} order={order} onOrder={onOrder} />)}
      <div className={style.choices}>
        {failing > 0 || order.pin ? (
          <Checkbox checked={order.pin ?? false} onChange={(event) => onOrder({ ...order, pin: event.target.checked })}>
            {t('move.pin')}
          </Checkbox>
        ) : null}
        <Checkbox checked={order.keep ?? false} onChange={(event) => onOrder({ ...order, keep: event.target.checked })}>
          {t('move.keep')}
        </Checkbox>
        <Button size="small" loading={seen.isFetching} onClick={() => void seen.refetch()}>
          {t('move.dryRun')}
        </Button>
      </div>
      <GoneOptions list={seen.data?.options ?? []} order={order} onOrder={onOrder} />
    </section>
  );
}

interface PlacesProps {
  one: Foresight;
  order: Order;
  onOrder: (order: Order) => void;
}

function Places({ one, order, onOrder }: PlacesProps) {
  const clear = useClear();
  const { t } = useTranslation('design');
  if (one.places.length === 0) return <Records list={one.going} count={one.moving} order={order} onOrder={onOrder} />;
  const options = targets(one);
  return (
    <table className={style.places}>
      <caption>{t('move.where', { title: one.title })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('move.stands')}</th>
          <th scope="col">{t('move.count')}</th>
          <th scope="col">{t('move.goes')}</th>
        </tr>
      </thead>
      <tbody>
        {one.places.map((place) => {
          const name = [place.statusTitle, place.nodeTitle].filter(Boolean).join(' · ');
          return (
            <tr key={`${place.status}/${place.node}`}>
              <td>
                {name}
                <Records list={place.records} count={place.count} order={order} onOrder={onOrder} />
              </td>
              <td>{place.count}</td>
              <td>
                {place.node && options.length > 0 ? (
                  <Select
                    aria-label={t('move.goesFrom', { name })}
                    allowClear={clear}
                    placeholder={t('move.choose')}
                    value={order.plan?.[one.process]?.nodes?.[place.node]}
                    options={options}
                    onChange={(to: string | undefined) => onOrder(sendTo(order, one.process, place.node, to))}
                    popupMatchSelectWidth={false}
                  />
                ) : (
                  t(order.pin ? 'move.stay' : 'move.onlyStay')
                )}
                {place.failing > 0 ? place.problems.map((problem) => <p key={problem.code}>{problem.message || problemText(problem)}</p>) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface RecordsProps {
  list: readonly MovedRecord[];
  count: number;
  order: Order;
  onOrder: (order: Order) => void;
}

function Records({ list, count, order, onOrder }: RecordsProps) {
  const { t } = useTranslation('design');
  if (list.length === 0) return null;
  return (
    <details className={style.records}>
      <summary>{t('move.records')}</summary>
      <ul>
        {list.map((record) => (
          <li key={record.id}>
            <span>{record.no ? `${record.no} ${record.title}` : t('move.unseen')}</span>
            <Checkbox checked={order.stay?.includes(record.id) ?? false} onChange={(event) => onOrder(leave(order, record.id, event.target.checked))} aria-label={t('move.stayOne', { no: record.no })}>
              {t('move.stay')}
            </Checkbox>
          </li>
        ))}
      </ul>
      {count > list.length ? <p>{t('move.more', { count: count - list.length })}</p> : null}
    </details>
  );
}
