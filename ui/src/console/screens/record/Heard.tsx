import { MessageOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { heard } from '../../../model/comment';
import { Files } from '../../parts/Files';
import { When } from '../../parts/When';
import { recipient } from './CommentForm';
import { useDesk } from './desk';
import { useComments } from './useComments';
import style from './heard.module.css';

/** So many of the customer's words stand above the tasks; the rest is among the comments. */
const room = 3;

/** Heard is what the customer wrote and nobody has answered yet, above what is to be done about it. */
export function Heard({ onAll }: { onAll: () => void }) {
  const { t } = useTranslation('record');
  const { record, zone, notes } = useDesk();
  const said = heard(useComments().data ?? []);
  if (said.length === 0 || (record.process && record.process.state !== 'running')) return null;
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
      <Button
        size="small"
        onClick={() => {
          notes.set(recipient, 'customer'); // whoever answers from here means the customer
          onAll();
        }}
      >
        {said.length > room ? t('heard.all', { count: said.length }) : t('heard.answer')}
      </Button>
    </section>
  );
}
