import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client';
import type { Duration, Sla } from '../../model/flow';
import { fridayEvening, momentOf, weeksBetween, type Moment } from '../../model/moment';
import { useSurroundings } from '../useDesign';
import { useFlow } from './useFlow';
import style from './rail.module.css';

/** DuePreview says for every target of a clock when its time would be over: 「周五 17:30 开始 → 下周一 09:30 到期」. */
export function DuePreview({ sla }: { sla: Sla }) {
  const { flow } = useFlow();
  const calendar = sla.calendar ?? flow.calendar ?? '';
  const lengths = sla.target.flatMap(({ in: length }) => (length ? [length] : []));
  return (
    <>
      {lengths.map((length, at) => (
        <Line key={at} length={length} calendar={calendar} />
      ))}
    </>
  );
}

function Line({ length, calendar }: { length: Duration; calendar: string }) {
  const { t, i18n } = useTranslation('designprocess');
  const { place } = useSurroundings();
  const from = fridayEvening(new Date().toISOString());
  const found = useQuery({
    queryKey: ['calendar', place.app, calendar, length, from],
    queryFn: () => get<{ from: string; due: string }>(`apps/${place.app}/calendar/preview`, { query: { calendar, from, ...length } }),
    enabled: Boolean(length.working || length.elapsed),
    retry: false,
  });
  if (!found.data) return null;
  const start = momentOf(found.data.from);
  const due = momentOf(found.data.due);
  const day = (moment: Moment) => new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(moment.day * 86_400_000);
  const weeks = weeksBetween(start, due);
  const when = weeks === 0 ? 'this' : weeks === 1 ? 'next' : 'later';
  return <p className={style.note}>{t('due.sentence', { from: t('due.this', { day: day(start), time: start.time, date: start.date }), due: t(`due.${when}`, { day: day(due), time: due.time, date: due.date }) })}</p>;
}
