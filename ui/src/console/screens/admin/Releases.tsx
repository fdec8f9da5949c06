import { ArrowLeftOutlined, RollbackOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import { Restore } from '../../../builder/frame/Restore';
import type { Person as PersonRef } from '../../../model/record';
import { granted } from '../../../model/session';
import { Answer } from '../../parts/Answer';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { When } from '../../parts/When';
import { useSession, useZone } from '../../session';
import style from './admin.module.css';
import { Compare } from './Compare';

interface Release {
  number: number;
  at: string;
  by?: PersonRef | string | null;
  note?: string;
  current?: boolean;
  /** The release whose content it brought back. */
  restores?: number;
}

/** What was published of an app, and the way back to any of it. */
export default function Releases() {
  const { t } = useTranslation('releases');
  const session = useSession();
  const apps = (session?.apps ?? []).filter((app) => granted(session, 'publish', app.key));
  const [params, setParams] = useSearchParams();
  const app = apps.find((one) => one.key === params.get('app')) ?? apps[0];
  const designs = app && granted(session, 'design', app.key);
  return (
    <>
      {designs ? (
        <Link to={`/design/${app.key}`} className={style.back}>
          <ArrowLeftOutlined aria-hidden /> {t('back', { app: app.title })}
        </Link>
      ) : null}
      <Head title={app ? t('titleOf', { app: app.title }) : t('title')} hint={t('hint')}>
        {apps.length > 1 ? (
          <Select
            aria-label={t('app')}
            value={app?.key}
            options={apps.map((one) => ({ value: one.key, label: one.title }))}
            onChange={(key) => setParams({ app: key })}
            style={{ minWidth: 200 }}
          />
        ) : null}
      </Head>
      {app ? <List key={app.key} app={app.key} /> : <State title={t('empty')} hint={t('emptyHint')} />}
    </>
  );
}

function List({ app }: { app: string }) {
  const { t } = useTranslation('releases');
  const query = useQuery({ queryKey: ['releases', app], queryFn: () => get<Release[]>(`apps/${app}/releases`) });
  return (
    <Answer query={query}>
      {(releases) =>
        releases.length === 0 ? (
          <State title={t('empty')} hint={t('emptyHint')} />
        ) : (
          <ol className={style.releases}>
            {releases.map((release) => (
              <Item key={release.number} app={app} release={release} newest={releases[0]!.number} />
            ))}
          </ol>
        )
      }
    </Answer>
  );
}

function Item({ app, release, newest }: { app: string; release: Release; newest: number }) {
  const { t } = useTranslation('releases');
  const [open, setOpen] = useState(false);
  const zone = useZone(app);
  const [asking, setAsking] = useState(false);
  const { number } = release;
  const by = typeof release.by === 'string' ? release.by : release.by?.name;
  return (
    <li data-current={release.current || undefined}>
      <b className={style.number}>{t('number', { number })}</b>
      <div>
        <p>{release.restores ? t('restores', { number: release.restores }) : release.note || t('noNote')}</p>
        <p className={style.small}>
          <When at={release.at} zone={zone} />
          {by ? ` · ${by}` : ''}
        </p>
      </div>
      <span className={style.both}>
        <Button type="text" aria-label={t('compareLabel', { number })} onClick={() => setOpen(true)} disabled={number === 1}>
          {t('compare')}
        </Button>
        {release.current ? (
          <span className={style.installed}>{t('current')}</span>
        ) : (
          <Button icon={<RollbackOutlined aria-hidden />} onClick={() => setAsking(true)} aria-label={t('restoreLabel', { number })}>
            {t('restore')}
          </Button>
        )}
      </span>
      {open ? <Compare app={app} number={number} newest={newest} onClose={() => setOpen(false)} /> : null}
      {asking ? <Restore app={app} number={number} current={newest} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}
