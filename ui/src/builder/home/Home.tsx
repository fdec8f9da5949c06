import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../api/client';
import { Answer } from '../../console/parts/Answer';
import { Head } from '../../console/parts/Head';
import { iconOf } from '../../console/parts/icons';
import { State } from '../../console/parts/State';
import { When } from '../../console/parts/When';
import { useSession } from '../../console/session';
import { granted } from '../../model/session';
import { Found } from './Found';
import style from './home.module.css';

/** An app as its designers see it. */
export interface DesignApp {
  key: string;
  title: string;
  description: string;
  icon: string;
  state: 'draft' | 'published' | 'changed';
  release: number;
  drafts: number;
  publishedAt: string | null;
  by: { id: string; name: string } | null;
  packages: readonly { name: string; version: string; title: string; newer: string }[];
  counts: Readonly<Record<string, number>>;
}

/** Home lists the apps a person may design, and starts new ones. */
export default function Home() {
  const { t } = useTranslation('design');
  const session = useSession();
  const query = useQuery({ queryKey: ['apps'], queryFn: () => get<DesignApp[]>('design/apps') });
  const [founding, setFounding] = useState(false);
  const may = granted(session, 'installation');
  const start = may ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setFounding(true)}>
      {t('found.button')}
    </Button>
  ) : null;
  return (
    <>
      <Head title={t('title')} hint={t('hint')}>
        {start}
      </Head>
      <Answer query={query}>
        {(apps) =>
          apps.length === 0 ? (
            <State title={t('noApps')} hint={t(may ? 'noAppsYet' : 'noAppsHint')}>
              {start}
            </State>
          ) : (
            <ul className={style.apps}>
              {apps.map((app) => (
                <Card key={app.key} app={app} />
              ))}
            </ul>
          )
        }
      </Answer>
      {founding ? <Found apps={query.data ?? []} onClose={() => setFounding(false)} /> : null}
    </>
  );
}

function Card({ app }: { app: DesignApp }) {
  const { t } = useTranslation('design');
  const Icon = iconOf(app.icon);
  const parts = ['form', 'process', 'rule', 'view', 'list', 'message', 'role'].filter((kind) => app.counts[kind]).map((kind) => t(`counted.${kind}`, { count: app.counts[kind] }));
  const newer = app.packages.filter((one) => one.newer);
  return (
    <li>
      <Link to={`/design/${app.key}`}>
        <span className={style.cardHead}>
          <b>
            <Icon aria-hidden /> {app.title}
          </b>
          <i data-stage={app.state}>{t(`stage.${app.state}`)}</i>
        </span>
        {app.description ? <span>{app.description}</span> : null}
        <small>{parts.join(t('and'))}</small>
        {app.publishedAt ? (
          <small>
            {t('publishedAs', { number: app.release })} · <When at={app.publishedAt} /> {app.by?.name}
          </small>
        ) : null}
        {newer.length > 0 ? <em>{t('newer', { names: newer.map((one) => `${one.title} ${one.newer}`).join('、') })}</em> : null}
      </Link>
    </li>
  );
}
