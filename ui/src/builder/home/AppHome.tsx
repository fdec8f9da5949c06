import { ArrowLeftOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Answer } from '../../console/parts/Answer';
import { Head } from '../../console/parts/Head';
import { State } from '../../console/parts/State';
import { useSession } from '../../console/session';
import { appOf } from '../../model/session';
import { Publish } from '../frame/Publish';
import { Tree } from '../frame/Tree';
import { useFollow, useParts } from '../useDesign';
import { starts } from './begin';
import { Create } from './Create';
import style from './home.module.css';

/** AppHome is everything an app is made of, and where more is added. */
export default function AppHome() {
  const { t } = useTranslation('design');
  const { app = '' } = useParams();
  const session = useSession();
  const parts = useParts(app);
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<string>();
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
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => setKind(key) }}>
          <Button icon={<PlusOutlined aria-hidden />}>{t('add')}</Button>
        </Dropdown>
        <Publish app={app} />
      </Head>
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
