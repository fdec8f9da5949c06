import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, post } from '../../../api/client';
import { problemText } from '../../../i18n/console';
import type { Problem } from '../../../api/problem';
import type { Member, Named } from '../../../model/people';
import type { RecordRef } from '../../../model/record';
import { recordUrl } from '../../parts/act';
import { Answer } from '../../parts/Answer';
import { PersonPicker } from '../../parts/PersonPicker';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { Faults } from '../../parts/Faults';
import { elsewhere, faultAt } from '../../parts/fault';
import { peopleChanged } from './read';
import style from './people.module.css';

interface Duties {
  count: number;
  records: readonly RecordRef[];
  heads: readonly Named[];
  substituteFor: readonly Named[];
  /** Roles that work comes to and nobody else holds. */
  vacates: readonly string[];
}

interface Taker {
  person: Named;
  count: number;
}

interface Handed {
  moved: number;
  to: readonly Taker[];
  more: boolean;
  stuck: readonly { record: RecordRef; problems: readonly Problem[] }[];
}

/** LeaveDialog deactivates somebody: it shows what they have open and asks who gets it, so that nothing is left alone. */
export function LeaveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const query = useQuery({ queryKey: ['duties', member.id], queryFn: () => get<Duties>(`users/${member.id}/duties`), staleTime: 0 });
  const [way, setWay] = useState<'rules' | 'person'>('rules');
  const [to, setTo] = useState('');
  const [moved, setMoved] = useState(0);
  const [took, setTook] = useState<readonly Taker[]>();
  const [stuck, setStuck] = useState<Handed['stuck']>([]);
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const { busy, run } = useOnce();
  const say = useSay();
  const gone = member.state === 'inactive';
  const missing = way === 'person' && !to;
  const go = async () => {
    setTried(true);
    if (missing) return;
    setError(undefined);
    try {
      let total = 0;
      let takers: readonly Taker[] = [];
      for (let more = true; more; ) {
        const answer = await run((key) => post<Handed>(`users/${member.id}/deactivation`, { to: way === 'person' ? to : '' }, { idempotencyKey: key, timeout: 90_000 }));
        if (!answer) return;
        total += answer.moved;
        setMoved(total);
        takers = together(takers, answer.to);
        setStuck(answer.stuck);
        more = answer.more && answer.moved > 0;
        if (!more && answer.stuck.length > 0) return void peopleChanged();
      }
      await peopleChanged();
      say.done(t('leave.done', { name: member.name, count: total }));
      if (takers.length === 0) onClose();
      else setTook(takers);
    } catch (reason) {
      setError(reason);
    }
  };
  if (took) return <Took member={member} takers={took} onClose={onClose} />;
  return (
    <Modal open title={t(gone ? 'leave.restAsk' : 'leave.ask', { name: member.name })} onCancel={onClose} onOk={() => void go()} confirmLoading={busy} okText={t(gone ? 'leave.restDo' : 'leave.do')} okButtonProps={{ danger: !gone, disabled: !query.data }} cancelText={t('cancel', { ns: 'common' })} width={600}>
      {gone ? null : <p>{t('leave.consequence')}</p>}
      <Answer query={query} small>
        {(duties) => (
          <>
            {duties.vacates.length > 0 && !gone ? <p className={style.vacates}>{t('leave.vacates', { roles: duties.vacates.join(t('comma')) })}</p> : null}
            <DutyList duties={duties} />
            {duties.count > 0 ? <Receiver way={way} onWay={setWay} onTo={setTo} problem={(tried && missing ? t('leave.toNeeded') : '') || faultAt(error, '/to')} /> : null}
          </>
        )}
      </Answer>
      <Faults problems={elsewhere(error, ['/to']) ?? []} />
      <p role="status">{busy && moved > 0 ? t('leave.moving', { count: moved }) : ''}</p>
      {stuck.length > 0 ? (
        <div role="alert" className={style.stuck}>
          <p>{t('leave.stuck', { count: stuck.length })}</p>
          <ul>
            {stuck.map(({ record, problems }) => (
              <li key={record.id}>
                <Link to={recordUrl(record)}>{record.no || record.title}</Link> {problems.map(problemText).join(' ')}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Modal>
  );
}

/** together adds up who got how much over several requests, whoever got most first. */
function together(before: readonly Taker[], more: readonly Taker[]): Taker[] {
  const sums = new Map<string, Taker>();
  for (const one of [...before, ...more]) sums.set(one.person.id, { person: one.person, count: (sums.get(one.person.id)?.count ?? 0) + one.count });
  return [...sums.values()].sort((a, b) => b.count - a.count);
}

/** Took says who got the work. */
function Took({ member, takers, onClose }: { member: Member; takers: readonly Taker[]; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  return (
    <Modal open title={t('leave.tookTitle', { name: member.name })} onCancel={onClose} footer={<Button onClick={onClose}>{t('close', { ns: 'common' })}</Button>} width={600}>
      <ul className={style.duties} tabIndex={0} aria-label={t('leave.tookTitle', { name: member.name })}>
        {takers.map(({ person, count }) => (
          <li key={person.id}>{t('leave.took', { name: person.name, count })}</li>
        ))}
      </ul>
    </Modal>
  );
}

function DutyList({ duties }: { duties: Duties }) {
  const { t } = useTranslation('people');
  const names = (list: readonly Named[]) => list.map((one) => one.name).join(t('comma'));
  return (
    <>
      <p>
        <b>{duties.count > 0 ? t('leave.holds', { count: duties.count }) : t('leave.nothing')}</b>
      </p>
      {duties.records.length > 0 ? (
        <ul className={style.duties} tabIndex={0} aria-label={t('leave.list')}>
          {duties.records.map((record) => (
            <li key={`${record.app}/${record.form}/${record.id}`}>
              <small>{record.no}</small> {record.title}
              {record.status ? <em>{record.status.title}</em> : null}
            </li>
          ))}
          {duties.count > duties.records.length ? <li>{t('leave.others', { count: duties.count - duties.records.length })}</li> : null}
        </ul>
      ) : null}
      {duties.heads.length > 0 ? <p className={style.soft}>{t('leave.heads', { names: names(duties.heads) })}</p> : null}
      {duties.substituteFor.length > 0 ? <p className={style.soft}>{t('leave.acts', { names: names(duties.substituteFor) })}</p> : null}
    </>
  );
}

interface ReceiverProps {
  way: 'rules' | 'person';
  onWay: (way: 'rules' | 'person') => void;
  onTo: (id: string) => void;
  problem: string;
}

function Receiver({ way, onWay, onTo, problem }: ReceiverProps) {
  const { t } = useTranslation('people');
  return (
    <fieldset className={style.away}>
      <legend>{t('leave.who')}</legend>
      {(['rules', 'person'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name="receiver" checked={way === one} onChange={() => onWay(one)} />
          <span>
            {t(`leave.by.${one}`)}
            <small>{t(`leave.byHint.${one}`)}</small>
          </span>
        </label>
      ))}
      {way === 'person' ? <PersonPicker label={t('leave.to')} onChange={onTo} problem={problem} /> : null}
    </fieldset>
  );
}
