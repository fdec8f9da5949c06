import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { post } from '../../../api/client';
import type { RecordRef } from '../../../model/record';
import { recordUrl } from '../../parts/act';
import { Head } from '../../parts/Head';
import { Rows } from '../../parts/Lines';
import { Linked } from '../../parts/Linked';
import { More } from '../../parts/More';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { useZone } from '../../session';
import style from './work.module.css';

interface InboxItem {
  id: string;
  at: string;
  subject: string;
  body: string;
  record?: RecordRef | null;
  read: boolean;
}

const again = () => queries.invalidateQueries({ queryKey: ['inbox'] });

/** The messages the system sent to me. */
export default function Inbox() {
  const { t } = useTranslation('inbox');
  const say = useSay();
  const pages = usePages<InboxItem>(['inbox', 'list'], 'inbox');
  const unread = pages.items?.some((item) => !item.read);
  const readAll = () => post('inbox/read-all').then(again, say.failed);
  return (
    <>
      <Head title={t('title')} hint={t('hint')}>
        <Button icon={<CheckOutlined aria-hidden />} disabled={!unread} onClick={() => void readAll()}>
          {t('readAll')}
        </Button>
      </Head>
      {pages.items ? (
        pages.items.length > 0 ? (
          <ul className={style.list}>
            {pages.items.map((item) => (
              <Letter key={item.id} item={item} />
            ))}
          </ul>
        ) : (
          <State title={t('empty')} hint={t('emptyHint')} />
        )
      ) : pages.isError ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Rows />
      )}
      <More {...pages} />
    </>
  );
}

/** withoutLink is what a letter says without the lines that only lead to its record, which its subject does here. */
function withoutLink(body: string, own?: string): string {
  const lines = body.split('\n').filter((line) => line.trim() !== '' && !(own && line.includes(own)));
  return lines.join('\n');
}

function Letter({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const say = useSay();
  const zone = useZone(item.record?.app);
  const markRead = () => (item.read ? Promise.resolve() : post(`inbox/${item.id}/read`).then(again, say.failed));
  const openRecord = async () => {
    await markRead();
    if (item.record) await navigate(recordUrl(item.record));
  };
  const body = withoutLink(item.body, item.record ? recordUrl(item.record) : undefined);
  return (
    <li className={style.letter} data-unread={!item.read || undefined}>
      <div className={style.what}>
        <p className={style.subject}>
          {item.read ? null : <span className="visually-hidden">{t('unread')}</span>}
          {item.record ? (
            <button type="button" className={style.link} onClick={() => void openRecord()}>
              {item.subject}
            </button>
          ) : (
            item.subject
          )}
          <When at={item.at} zone={zone} />
        </p>
        {body ? (
          <p>
            <Linked text={body} />
          </p>
        ) : null}
        {item.record && !item.subject.includes(item.record.title) ? (
          <span className={style.meta}>
            {item.record.no} {item.record.title}
          </span>
        ) : null}
      </div>
      {item.read ? null : (
        <Button size="small" type="text" icon={<CheckOutlined aria-hidden />} onClick={() => void markRead()} aria-label={t('markLabel', { subject: item.subject })}>
          {t('mark')}
        </Button>
      )}
    </li>
  );
}
