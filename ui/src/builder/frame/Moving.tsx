import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress as Bar } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client';
import { Answer } from '../../console/parts/Answer';
import { Faults } from '../../console/parts/Faults';
import { problemText } from '../../i18n/console';
import type { Progress } from '../../model/migration';
import style from './move.module.css';

/** Moving shows how the records under way come to the release that was just published, and what became of them. */
export function Moving({ app }: { app: string }) {
  const { t } = useTranslation('design');
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const query = useQuery({
    queryKey: ['moving', app],
    queryFn: () => get<Progress>(`apps/${app}/migration`),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 700),
  });
  const retry = async () => {
    setError(undefined);
    try {
      await post(`apps/${app}/migration/retry`, {});
      await queries.invalidateQueries({ queryKey: ['moving', app] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <section className={style.underway} aria-live="polite">
      <Answer query={query} small>
        {(now) => (
          <>
            <h3>{t(now.state === 'done' ? 'move.done' : 'move.going')}</h3>
            <Bar percent={percent(now)} status={now.failed > 0 ? 'exception' : undefined} aria-label={t('move.going')} />
            <ul className={style.counts}>
              <li data-tone="good">{t('move.movedCount', { count: now.moved })}</li>
              {now.seals > 0 ? <li data-tone={now.unsealed > 0 ? 'quiet' : 'good'}>{t(now.unsealed > 0 ? 'move.sealing' : 'move.sealed', { count: now.unsealed || now.seals })}</li> : null}
              {now.left > 0 ? <li data-tone="quiet">{t('move.leftCount', { count: now.left })}</li> : null}
              {now.pinned > 0 ? <li data-tone="quiet">{t('move.pinned', { count: now.pinned })}</li> : null}
              {now.failed > 0 ? <li data-tone="bad">{t('move.failedCount', { count: now.failed })}</li> : null}
            </ul>
            <Results items={now.items} />
            {now.next ? <p>{t('move.manyMore')}</p> : null}
            {now.state === 'done' && (now.failed > 0 || now.items.some(({ state }) => state === 'kept')) ? <Button onClick={() => void retry()}>{t('move.retry')}</Button> : null}
          </>
        )}
      </Answer>
      <Faults error={error} />
    </section>
  );
}

/** percent of the records looked at. */
function percent({ state, total, left, seals, unsealed }: Progress): number {
  const all = total + seals;
  if (state === 'done' || all === 0) return state === 'none' ? 0 : 100;
  return Math.max(0, Math.min(99, Math.round(((all - left - unsealed) / all) * 100)));
}

function Results({ items }: { items: Progress['items'] }) {
  const { t } = useTranslation('design');
  if (items.length === 0) return null;
  return (
    <ul className={style.results}>
      {items.map((item) => (
        <li key={item.record.id} data-state={item.state}>
          <b>{t(`move.state.${item.state}`)}</b>
          <span>
            {item.record.no ? `${item.record.no} ${item.record.title}` : t('move.unseen')}
            {item.problems.map((problem) => (
              <small key={problem.code}>{problem.message || problemText(problem)}</small>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
