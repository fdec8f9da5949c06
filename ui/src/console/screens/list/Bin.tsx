import { ArrowLeftOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { formOf } from '../../../model/session';
import { Answer } from '../../parts/Answer';
import { Head } from '../../parts/Head';
import { More } from '../../parts/More';
import { State } from '../../parts/State';
import { useSession } from '../../session';
import { BinList, useBin } from './BinList';

/** Bin is where the deleted records of a form lie until they are restored or gone for good. */
export default function Bin() {
  const { app = '', form = '' } = useParams();
  const { t } = useTranslation('list');
  const title = formOf(useSession(), app, form)?.title ?? '';
  const pages = useBin(app, form);
  return (
    <>
      <Head title={`${t('bin.title')} · ${title}`} hint={t('bin.hint')}>
        <Link to={`/a/${app}/${form}`}>
          <ArrowLeftOutlined aria-hidden /> {t('bin.back')}
        </Link>
      </Head>
      <Answer query={pages}>
        {() =>
          pages.items?.length === 0 ? (
            <State title={t('bin.empty')} hint={t('bin.emptyHint')} />
          ) : (
            <>
              <BinList app={app} form={form} items={pages.items ?? []} />
              <More {...pages} />
            </>
          )
        }
      </Answer>
    </>
  );
}
