import { ArrowLeftOutlined, EllipsisOutlined, MenuOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { address, get } from '../../api/client';
import { Answer } from '../../console/parts/Answer';
import { Head } from '../../console/parts/Head';
import { State } from '../../console/parts/State';
import { useSession } from '../../console/session';
import { appOf } from '../../model/session';
import { Publish } from '../frame/Publish';
import { Tree } from '../frame/Tree';
import { designUrl } from '../kinds';
import { useFollow, useParts } from '../useDesign';
import { starts } from './begin';
import { Create } from './Create';
import style from './home.module.css';
import { Import } from './Transfer';
import { Upgrade } from './Upgrade';

/** AppHome is everything an app is made of, and where more is added. */
export default function AppHome() {
  const { t } = useTranslation('design');
  const { app = '' } = useParams();
  const session = useSession();
  const parts = useParts(app);
  const [search, setSearch] = useState('');
  const [params] = useSearchParams();
  // Another designer sends people here who need something that does not exist yet.
  const wanted = params.get('add') ?? '';
  const [kind, setKind] = useState<string | undefined>(wanted in starts ? wanted : undefined);
  useFollow(app);
  const found = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  const items = Object.keys(starts).map((one) => ({ key: one, label: t(`kind.${one}`) }));
  return (
    <>
      <Link to="/design" className={style.back}>
        <ArrowLeftOutlined aria-hidden /> {t('title')}
      </Link>
      <Head title={appOf(session, app)?.title ?? app} hint={t('appHint')}>
        <Input.Search allowClear value={search} placeholder={t('find')} aria-label={t('find')} onChange={(event) => setSearch(event.target.value)} className={style.search} />
        <Link to={designUrl(app, 'app', parts.data?.find((one) => one.kind === 'app')?.key ?? app)}>
          <Button icon={<MenuOutlined aria-hidden />}>{t('toMenu')}</Button>
        </Link>
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => setKind(key) }}>
          <Button icon={<PlusOutlined aria-hidden />}>{t('add')}</Button>
        </Dropdown>
        <More app={app} />
        <Publish app={app} />
      </Head>
      <Newer app={app} />
      <div className={style.tree}>
        <Answer query={parts}>
          {(list) => {
            const left = list.filter(({ title, key }) => found(title) || found(key));
            return left.length > 0 ? <Tree app={app} parts={left} /> : <State title={t('findNothing')} small />;
          }}
        </Answer>
      </div>
      {kind ? <Create app={app} kind={kind} parts={parts.data ?? []} onClose={() => setKind(undefined)} /> : null}
    </>
  );
}

/** More is what is done with an app as a whole. */
function More({ app }: { app: string }) {
  const { t } = useTranslation('design');
  const navigate = useNavigate();
  const [importing, setImporting] = useState(false);
  const items = [
    { key: 'releases', label: t('more.releases') },
    { key: 'export', label: <a href={address(`apps/${app}/export`)} download>{t('more.export')}</a> },
    { key: 'drafts', label: <a href={address(`apps/${app}/export`, { drafts: 1 })} download>{t('more.exportDrafts')}</a> },
    { key: 'import', label: t('more.import') },
  ];
  const choose = ({ key }: { key: string }) => {
    if (key === 'releases') void navigate(`/admin/releases?app=${app}`);
    if (key === 'import') setImporting(true);
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: choose }}>
        <Button icon={<EllipsisOutlined aria-hidden />} aria-label={t('more.label')} />
      </Dropdown>
      {importing ? <Import app={app} onClose={() => setImporting(false)} /> : null}
    </>
  );
}

interface Newer {
  name: string;
  title: string;
  version: string;
  newer: string;
}

/** Newer tells that a later version of an installed package can be had. */
function Newer({ app }: { app: string }) {
  const { t } = useTranslation('design');
  const query = useQuery({ queryKey: ['upgrades', app], queryFn: () => get<Newer[]>(`apps/${app}/upgrades`) });
  const [chosen, setChosen] = useState<Newer>();
  return (
    <>
      {(query.data ?? []).filter((one) => one.newer).map((one) => (
        <p key={one.name} className={style.newer}>
          {t('upgrade.there', { title: one.title, from: one.version, to: one.newer })}
          <Button size="small" onClick={() => setChosen(one)}>
            {t('upgrade.look')}
          </Button>
        </p>
      ))}
      {chosen ? <Upgrade app={app} name={chosen.name} title={chosen.title} version={chosen.newer} onClose={() => setChosen(undefined)} /> : null}
    </>
  );
}
