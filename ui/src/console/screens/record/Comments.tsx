import { GlobalOutlined, LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { Answer } from '../../parts/Answer';
import { Files } from '../../parts/Files';
import { Avatar } from '../../parts/Person';
import { State } from '../../parts/State';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { CommentForm } from './CommentForm';
import { useDesk } from './desk';
import { commentsKey, useComments } from './useComments';
import { useEarlier } from './useEarlier';
import style from './comments.module.css';

/** Comments is what was said about the record: among colleagues, or so that the customer reads it. */
export function Comments() {
  const { t } = useTranslation('record');
  const { app, form, record, zone } = useDesk();
  const query = useComments();
  // Whoever has the comments before them has read what calls them; the marker stays until they look again.
  const earlier = useEarlier(query.data ?? []);
  const calls = earlier.all.map((comment) => comment.unread).filter(Boolean).join(' ');
  useEffect(() => {
    if (!calls) return;
    const read = calls.split(' ').map((id) => post(`inbox/${encodeURIComponent(id)}/read`, {}).catch(() => undefined));
    void Promise.all(read).then(() => queries.invalidateQueries({ queryKey: ['inbox'] }));
  }, [calls]);
  return (
    <>
      {record.can?.comment === false ? null : <CommentForm queryKey={commentsKey(app, form, record.id)} />}
      <Answer query={query} small>
        {() =>
          earlier.all.length === 0 ? (
            <State small title={t('comments.empty')} hint={t('comments.emptyHint')} />
          ) : (
            <ol className={style.list}>
              {earlier.more ? (
                <li className={style.earlier}>
                  <Button onClick={() => void earlier.load()} loading={earlier.busy}>
                    {t('comments.earlier')}
                  </Button>
                </li>
              ) : null}
              {earlier.all.map((comment) => (
                <li key={comment.id} data-visibility={comment.visibility} data-unread={comment.unread ? true : undefined}>
                  <header>
                    {comment.by ? <Avatar person={comment.by} size={26} /> : null}
                    <b>{comment.by?.name || t('comments.customer')}</b>
                    <When at={comment.at} zone={zone} />
                    {comment.mine ? <span className={style.called}>{t(comment.unread ? 'comments.calledNew' : 'comments.called')}</span> : null}
                    <span className={style.badge}>
                      {comment.visibility === 'customer' ? <GlobalOutlined aria-hidden /> : <LockOutlined aria-hidden />}
                      {t(`comments.${comment.visibility}`)}
                    </span>
                  </header>
                  <p>{comment.text}</p>
                  <Files files={comment.files} />
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </>
  );
}
