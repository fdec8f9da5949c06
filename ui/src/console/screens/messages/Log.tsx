import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { MessageEntry } from '../../../model/record';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { Rows } from '../../parts/Lines';
import { MessageItem } from '../../parts/MessageItem';
import { More } from '../../parts/More';
import { Failed, State } from '../../parts/State';
import { Tabs } from '../../parts/Tabs';
import { usePages } from '../../parts/usePages';
import { queries } from '../../query';
import style from './log.module.css';

const states = ['all', 'failed', 'held', 'not_configured', 'queued', 'sent'];

/** The log of every message that left, or should have. */
export default function Log() {
  const { t } = useTranslation('messages');
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? 'all';
  const key = ['messages', 'log', state];
  const pages = usePages<MessageEntry>(key, 'messages', { state: state === 'all' ? undefined : state });
  const again = () => void queries.invalidateQueries({ queryKey: ['messages'] });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <Tabs label={t('filter')} tabs={states.map((one) => ({ key: one, title: t(`states.${one}`) }))} value={state} onChange={(next) => setParams(next === 'all' ? {} : { state: next }, { replace: true })}>
        {pages.items ? (
          pages.items.length > 0 ? (
            <div className={style.card}>
              <Card>
                <ul className={style.list}>
                  {pages.items.map((message) => (
                    <MessageItem key={message.id} message={message} onChanged={again} />
                  ))}
                </ul>
              </Card>
            </div>
          ) : (
            <State title={t('empty')} hint={t('emptyHint')} />
          )
        ) : pages.isError ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <Rows />
        )}
        <More {...pages} />
      </Tabs>
    </>
  );
}
