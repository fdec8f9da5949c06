import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import { language } from '../../../i18n/console';
import { megabytes } from '../../../model/size';
import { fullTime } from '../../../model/time';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { When } from '../../parts/When';
import style from './admin.module.css';

interface Installation {
  version: string;
  started: string;
  now: string;
  url: string;
  zone: string;
  store: 'sqlite' | 'mongodb';
  /** Of the database, -1 = not known. */
  bytes: number;
  memory: number;
  mail: boolean;
  apps: readonly { key: string; title: string; release: number }[];
  late: number;
  incidents: number;
  backup: string | null;
  advice: readonly { code: string; message: string }[];
}

/** What the installation is, how it fares, and what somebody should look after. */
export default function System() {
  const { t } = useTranslation('system');
  const query = useQuery({ queryKey: ['system'], queryFn: () => get<Installation>('system'), refetchInterval: 30_000 });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <Answer query={query}>
        {(system) => (
          <>
            <Advice system={system} />
            <Facts system={system} />
          </>
        )}
      </Answer>
    </>
  );
}

function Advice({ system }: { system: Installation }) {
  const { t } = useTranslation('system');
  return (
    <Card title={t('advice')} hot={system.advice.length > 0}>
      {system.advice.length === 0 ? <p className={style.small}>{t('well')}</p> : null}
      <ul className={style.advice}>
        {system.advice.map((one) => (
          <li key={one.message}>
            {one.message} {one.code === 'system.role_vacant' ? <Link to="/admin/people">{t('toPeople')}</Link> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ system }: { system: Installation }) {
  const { t } = useTranslation('system');
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['version', system.version],
    ['started', fullTime(system.started, language(), system.zone)],
    ['now', `${fullTime(system.now, language(), system.zone)} · ${system.zone}`],
    ['url', system.url],
    ['store', t(`stores.${system.store}`)],
    ...(system.bytes < 0 ? [] : [['bytes', megabytes(system.bytes, language())] as const]),
    ['memory', megabytes(system.memory, language())],
    ['mail', t(system.mail ? 'mailOn' : 'mailOff')],
    ['backup', system.backup ? <When at={system.backup} /> : t('never')],
    ['late', system.late],
    ['incidents', system.incidents],
    ['apps', system.apps.map((app) => t('app', app)).join(t('comma')) || t('none')],
  ];
  return (
    <Card title={t('facts')}>
      <dl className={style.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`fact.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
