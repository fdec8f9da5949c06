import { ArrowLeftOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { post, remove } from '../../../api/client';
import { language } from '../../../i18n/console';
import type { Person } from '../../../model/record';
import { formOf } from '../../../model/session';
import { dayOf } from '../../../model/time';
import { recordUrl } from '../../parts/act';
import { Answer } from '../../parts/Answer';
import { Head } from '../../parts/Head';
import { More } from '../../parts/More';
import { State } from '../../parts/State';
import { useOnce } from '../../parts/useOnce';
import { usePages } from '../../parts/usePages';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { useSession } from '../../session';
import style from './list.module.css';

interface Deleted {
  id: string;
  no: string;
  title: string;
  deletedAt: string;
  deletedBy: Person | null;
  until: string;
}

/** Bin is where the deleted records of a form lie until they are restored or gone for good. */
export default function Bin() {
  const { app = '', form = '' } = useParams();
  const { t } = useTranslation('list');
  const title = formOf(useSession(), app, form)?.title ?? '';
  const pages = usePages<Deleted>(['bin', app, form], `apps/${app}/forms/${form}/bin`);
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
              <ul className={style.deleted}>
                {pages.items?.map((item) => (
                  <Item key={item.id} app={app} form={form} item={item} />
                ))}
              </ul>
              <More {...pages} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function Item({ app, form, item }: { app: string; form: string; item: Deleted }) {
  const { t } = useTranslation(['list', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const { busy, run } = useOnce();
  const at = `apps/${app}/forms/${form}/bin/${item.id}`;
  const navigate = useNavigate();
  const doIt = async (work: (key: string) => Promise<unknown>, done: () => void) => {
    try {
      await run(work);
      done();
    } catch (error) {
      say.failed(error);
    }
    for (const name of ['bin', 'records', 'tasks', 'mine']) void queries.invalidateQueries({ queryKey: [name] });
  };
  const back = () => say.doneWith(t('bin.restored', { no: item.no || item.title }), t('bin.open'), () => void navigate(recordUrl({ app, form, id: item.id })));
  const askRemove = () =>
    modal.confirm({
      title: t('bin.removeTitle', { no: item.no || item.title }),
      content: t('bin.removeText'),
      okText: t('bin.remove'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => doIt(() => remove(at), () => say.done(t('bin.removed', { no: item.no || item.title }))),
    });
  return (
    <li>
      <div>
        <p>
          {item.title} <small>{item.no}</small>
        </p>
        <small>
          {item.deletedBy ? t('bin.by', { name: item.deletedBy.name }) : null} <When at={item.deletedAt} /> · {t('bin.until', { day: dayOf(item.until, language()) })}
        </small>
      </div>
      <span>
        <Button loading={busy} onClick={() => void doIt((key) => post(`${at}/restore`, {}, { idempotencyKey: key }), back)}>
          {t('bin.restore')}
        </Button>
        <Button danger disabled={busy} onClick={askRemove}>
          {t('bin.remove')}
        </Button>
      </span>
    </li>
  );
}
