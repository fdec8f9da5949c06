import { MessageOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { byCustomer, internal } from '../../../model/comment';
import type { Asked, MessageEntry, RecordComment } from '../../../model/record';
import { Answer } from '../../parts/Answer';
import { Files } from '../../parts/Files';
import { MessageItem } from '../../parts/MessageItem';
import { State } from '../../parts/State';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { CommentForm } from './CommentForm';
import { useDesk } from './desk';
import { useComments } from './useComments';
import style from './tabs.module.css';

/** CustomerMessages is the conversation with the customer as they read it on their page, oldest first: letters and what became of them, questions, remarks and answers. */
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
  const asked = useQuery({ queryKey: ['asked', app, form, record.id, record.rev], queryFn: () => get<readonly Asked[]>(`${path}/asked`), placeholderData: keepPreviousData });
  const said = (useComments().data ?? []).filter((comment) => !internal(comment));
  const promised = (key?: string) => record.loop?.find((entry) => entry.promise.key === key)?.promise.title;
  return (
    <>
      {record.can?.comment === false ? null : <CommentForm to="customer" />}
      <Answer query={query} small>
        {(messages) => {
          const letters = messages.map((message) => ({ at: message.at, row: <MessageItem key={message.id} message={message} promise={promised(message.promise)} app={app} onChanged={() => void queries.invalidateQueries({ queryKey })} /> }));
          const questions = (asked.data ?? []).map(({ at, text, by }) => ({ at, row: <Said key={`asked.${at}`} how="asked" at={at} by={by?.name} text={text} /> }));
          const remarks = said.map((comment) => ({ at: comment.at, row: <Remark key={comment.id} comment={comment} /> }));
          const all = [...letters, ...questions, ...remarks];
          if (all.length === 0) return <State small title={t('messages.empty')} hint={t('messages.emptyHint')} />;
          return <ul className={style.plain}>{all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ row }) => row)}</ul>;
        }}
      </Answer>
    </>
  );
}

/** Remark is what was written under the conversation on the customer's page, by them or by a colleague. */
function Remark({ comment }: { comment: RecordComment }) {
  const theirs = byCustomer(comment);
  return <Said how={theirs ? 'incoming' : 'said'} at={comment.at} by={comment.by?.name || undefined} text={comment.text} files={comment.files} />;
}

interface SaidProps {
  /** Whose words they are: the customer's, our question, our remark. */
  how: 'incoming' | 'asked' | 'said';
  at: string;
  by?: string;
  text?: string;
  files?: RecordComment['files'];
}

function Said({ how, at, by, text, files }: SaidProps) {
  const { t } = useTranslation('record');
  const { zone } = useDesk();
  return (
    <li className={how === 'incoming' ? style.incoming : style.outgoing}>
      <p>
        <span className="tone" data-tone={how === 'incoming' ? 'orange' : 'blue'}>
          <MessageOutlined aria-hidden /> {t(`messages.${how}`)}
        </span>
        {by ? <span>{by}</span> : null}
        <When at={at} zone={zone} />
      </p>
      {text ? <p>{text}</p> : null}
      <Files files={files} />
    </li>
  );
}
