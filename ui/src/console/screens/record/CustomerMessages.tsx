import { MessageOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { byCustomer } from '../../../model/comment';
import type { MessageEntry, RecordComment } from '../../../model/record';
import { Answer } from '../../parts/Answer';
import { Files } from '../../parts/Files';
import { MessageItem } from '../../parts/MessageItem';
import { State } from '../../parts/State';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { useDesk } from './desk';
import { useComments } from './useComments';
import style from './tabs.module.css';

/** CustomerMessages is what went to the customer and what became of it, and what came from them, newest first. */
export function CustomerMessages() {
  const { t } = useTranslation('record');
  const { app, form, record, path } = useDesk();
  const queryKey = ['messages', app, form, record.id];
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const found = await get<readonly MessageEntry[] | { items: readonly MessageEntry[] }>(`${path}/messages`);
      return 'items' in found ? found.items : found;
    },
  });
  const incoming = (useComments().data ?? []).filter(byCustomer);
  const promised = (key?: string) => record.loop?.find((entry) => entry.promise.key === key)?.promise.title;
  return (
    <Answer query={query} small>
      {(messages) => {
        const out = messages.map((message) => ({ at: message.at, row: <MessageItem key={message.id} message={message} promise={promised(message.promise)} app={app} onChanged={() => void queries.invalidateQueries({ queryKey })} /> }));
        const all = [...out, ...incoming.map((comment) => ({ at: comment.at, row: <Incoming key={comment.id} comment={comment} /> }))];
        if (all.length === 0) return <State small title={t('messages.empty')} hint={t('messages.emptyHint')} />;
        return <ul className={style.plain}>{all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).map(({ row }) => row)}</ul>;
      }}
    </Answer>
  );
}

/** Incoming is what the customer wrote on the page that follows the record. */
function Incoming({ comment }: { comment: RecordComment }) {
  const { t } = useTranslation('record');
  const { zone } = useDesk();
  return (
    <li className={style.incoming}>
      <p>
        <span className="tone" data-tone="orange">
          <MessageOutlined aria-hidden /> {t('messages.incoming')}
        </span>
        <When at={comment.at} zone={zone} />
      </p>
      {comment.text ? <p>{comment.text}</p> : null}
      <Files files={comment.files} />
    </li>
  );
}
