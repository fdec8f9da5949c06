import { ArrowLeftOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Answer } from '../../console/parts/Answer';
import { Head } from '../../console/parts/Head';
import { useSession } from '../../console/session';
import { appOf } from '../../model/session';
import { Publish } from '../frame/Publish';
import { Tree } from '../frame/Tree';
import { useFollow, useParts } from '../useDesign';
import style from './home.module.css';

/** AppHome is everything an app is made of. */
export default function AppHome() {
  const { t } = useTranslation('design');
  const { app = '' } = useParams();
  const session = useSession();
  const parts = useParts(app);
  useFollow(app);
  return (
    <>
      <Link to="/design" className={style.back}>
        <ArrowLeftOutlined aria-hidden /> {t('title')}
      </Link>
      <Head title={appOf(session, app)?.title ?? app} hint={t('appHint')}>
        <Publish app={app} />
      </Head>
      <div className={style.tree}>
        <Answer query={parts}>{(list) => <Tree app={app} parts={list} />}</Answer>
      </div>
    </>
  );
}
