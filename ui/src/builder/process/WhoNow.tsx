import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import { Person } from '../../console/parts/Person';
import { useSettled } from '../parts/useSettled';
import { useSurroundings } from '../useDesign';
import { useFlow } from './useFlow';
import style from './rail.module.css';

interface Whom {
  people: readonly { id: string; name: string; open: number; invited: boolean; blind: boolean; acting: { id: string; name: string } | null }[];
  why: string;
  /** Place of the way that found them; -1: none did. */
  way: number;
  turn: boolean;
  ways: readonly { holds: boolean; failed: boolean; count: number; names: readonly string[] }[];
}

/** WhoNow says whom the people rule as it is drafted would find now: for a record, or for one with nothing in it. */
export function WhoNow({ rule }: { rule: string }) {
  const { t } = useTranslation('designprocess');
  const { place, design } = useSurroundings();
  const { flow } = useFlow();
  const [record, setRecord] = useState('');
  const people = useSettled(flow.people);
  const asked = useSettled(record.trim());
  const found = useQuery({
    queryKey: ['whom', place.app, place.key, rule, people, asked],
    queryFn: async () => {
      await design.flush();
      return post<Whom>(`apps/${place.app}/people/preview`, { process: place.key, rule, record: asked });
    },
    retry: false,
    staleTime: 0,
  });
  return (
    <section className={style.part2} aria-labelledby="who-now" aria-busy={found.isFetching}>
      <h3 id="who-now">{t('whoNow.title')}</h3>
      <Input size="small" value={record} placeholder={t('whoNow.record')} aria-label={t('whoNow.record')} onChange={({ target }) => setRecord(target.value)} />
      <Faults error={found.error} />
      {found.data ? <Answer whom={found.data} /> : null}
    </section>
  );
}

function Answer({ whom }: { whom: Whom }) {
  const { t } = useTranslation('designprocess');
  const { people, ways, way, turn } = whom;
  return (
    <div role="status" className={style.whom}>
      {people.length === 0 ? <p className={style.problems}>{t('whoNow.nobody')}</p> : null}
      {people.map((person) => (
        <p key={person.id}>
          <Person person={person} />
          {person.acting ? <small>{t('whoNow.away', { name: person.acting.name })}</small> : null}
          {person.invited ? <small>{t('whoNow.invited')}</small> : null}
          {person.blind ? <small className={style.problems}>{t('whoNow.blind')}</small> : null}
        </p>
      ))}
      {turn ? <p className={style.quiet}>{t('whoNow.turn', { names: ways[way]!.names.join(t('whoNow.comma')) })}</p> : null}
      {way < 0 && people.length > 0 ? <p className={style.problems}>{t('whoNow.fallback')}</p> : null}
      <ol className={style.found}>
        {ways.map((one, at) => (
          <li key={at} data-on={at === way || undefined}>
            {one.failed ? t('whoNow.failed') : !one.holds ? t('whoNow.skipped') : one.count === 0 ? t('whoNow.empty') : t(at === way ? 'whoNow.chosen' : 'whoNow.could', { count: one.count, names: one.names.join(t('whoNow.comma')) })}
          </li>
        ))}
      </ol>
    </div>
  );
}
