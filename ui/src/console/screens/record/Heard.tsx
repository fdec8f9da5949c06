import { MessageOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { heard } from '../../../model/comment';
import { Files } from '../../parts/Files';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { answering } from './CommentForm';
import { useDesk } from './desk';
import { commentsKey, useComments } from './useComments';
import style from './heard.module.css';

/** So many of the customer's words stand above the tasks; the rest is among the comments. */
const room = 3;

/** Heard is what the customer wrote and nobody has answered yet, above what is to be done about it. */
export function Heard({ onAnswer }: { onAnswer: () => void }) {
  const { t } = useTranslation('record');
  const { app, form, record, zone, notes, path, reload } = useDesk();
  const say = useSay();
  const once = useOnce();
  const said = heard(useComments().data ?? []);
  if (said.length === 0 || (record.process && record.process.state !== 'running')) return null;
  // Nobody loses what they are typing: the page takes the new version as it takes those of others.
  const putAway = async () => {
    try {
      await once.run((key) => post(`${path}/heard`, { comment: said.at(-1)!.id }, { idempotencyKey: key }));
      say.done(t('heard.settled'));
    } catch (error) {
      say.failed(error);
    }
    void queries.invalidateQueries({ queryKey: commentsKey(app, form, record.id) });
    reload();
  };
  return (
    <section className={style.heard} aria-label={t('heard.label')}>
      <ul>
        {said.slice(-room).map((comment) => (
          <li key={comment.id}>
            <b>
              <MessageOutlined aria-hidden /> {t('heard.who')} <When at={comment.at} zone={zone} /> {t('heard.added')}
            </b>
            {comment.text ? <p>{comment.text}</p> : null}
            <Files files={comment.files} />
          </li>
        ))}
      </ul>
      <div className={style.ways}>
        <Button
          size="small"
          onClick={() => {
            notes.set(answering, 'customer'); // whoever answers from here means the customer
            onAnswer();
          }}
        >
          {said.length > room ? t('heard.all', { count: said.length }) : t('heard.answer')}
        </Button>
        {record.can?.comment === false ? null : (
          <Button size="small" type="text" loading={once.busy} onClick={() => void putAway()}>
            {t('heard.settle')}
          </Button>
        )}
      </div>
    </section>
  );
}
