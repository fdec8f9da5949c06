import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { internal } from '../../../model/comment';
import { Answer } from '../../parts/Answer';
import { Files } from '../../parts/Files';
import { Avatar } from '../../parts/Person';
import { State } from '../../parts/State';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { CommentForm } from './CommentForm';
import { useDesk } from './desk';
import { useComments } from './useComments';
import { useEarlier } from './useEarlier';
import style from './comments.module.css';

/** Comments is what was said about the record among colleagues. */
export function Comments() {
  const { t } = useTranslation('record');
  const { record, zone } = useDesk();
  const query = useComments();
  // Whoever has the comments before them has read what calls them; the marker stays until they look again.
  const earlier = useEarlier(query.data ?? []);
  const said = earlier.all.filter(internal);
  const calls = said.map((comment) => comment.unread).filter(Boolean).join(' ');
  useEffect(() => {
    if (!calls) return;
    const read = calls.split(' ').map((id) => post(`inbox/${encodeURIComponent(id)}/read`, {}).catch(() => undefined));
    void Promise.all(read).then(() => queries.invalidateQueries({ queryKey: ['inbox'] }));
  }, [calls]);
  return (
    <>
      {record.can?.comment === false ? null : <CommentForm to="internal" />}
      <Answer query={query} small>
        {() =>
          said.length === 0 && !earlier.more ? (
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
              {said.map((comment) => (
                <li key={comment.id} data-unread={comment.unread ? true : undefined}>
                  <header>
                    {comment.by ? <Avatar person={comment.by} size={26} /> : null}
                    <b>{comment.by?.name}</b>
                    <When at={comment.at} zone={zone} />
                    {comment.mine ? <span className={style.called}>{t(comment.unread ? 'comments.calledNew' : 'comments.called')}</span> : null}
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
