import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import type { MessageEntry } from '../../../model/record';
import { Answer } from '../../parts/Answer';
import { MessageItem } from '../../parts/MessageItem';
import { State } from '../../parts/State';
import { queries } from '../../query';
import { useDesk } from './desk';
import style from './tabs.module.css';

/** CustomerMessages is every message about the record and what became of it. */
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
  return (
    <Answer query={query} small>
      {(messages) =>
        messages.length === 0 ? (
          <State small title={t('messages.empty')} hint={t('messages.emptyHint')} />
        ) : (
          <ul className={style.plain}>
            {messages.map((message) => (
              <MessageItem key={message.id} message={message} promise={record.loop?.find((entry) => entry.promise.key === message.promise)?.promise.title} app={app} onChanged={() => void queries.invalidateQueries({ queryKey })} />
            ))}
          </ul>
        )
      }
    </Answer>
  );
}
