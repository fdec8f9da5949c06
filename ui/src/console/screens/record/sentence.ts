import { outcome } from '../../../model/action';
import { unkept } from '../../../model/ledger';
import { type RecordView } from '../../../model/record';

type Translate = (key: string, params?: Record<string, unknown>) => string;

/**
 * sentenceOf says what an action led to: what is open next in the flow and with whom, then who still has to be told,
 * then what else is to be done by hand. Of a letter that was sent without a mail server it says that it did not leave. The promises are counted as the ledger's tab and the guard of closing count them.
 */
export function sentenceOf(t: Translate, title: string, record: RecordView, unsent = false): string {
  const { beside } = outcome(record);
  const names = (people: readonly string[]) => people.join(t('listComma'));
  const open = unkept(record.loop);
  const telling = beside.filter((one) => one.tells);
  const tellers = [...new Set(telling.flatMap((one) => one.people))];
  const how = telling.some((one) => one.mine) ? 'acted.tellMine' : tellers.length > 0 ? 'acted.tell' : 'acted.open';
  const parts = [t(unsent ? 'acted.unsent' : 'acted.head', { title }), forward(t, record, names)];
  if (open > 0) parts.push(t(how, { count: open, names: names(tellers) }));
  for (const { task, people } of beside.filter((one) => !one.tells)) parts.push(t('acted.beside', { task, names: names(people) || t('acted.nobody') }));
  return parts.join('');
}

/** forward is where the record stands and who takes it on. */
function forward(t: Translate, record: RecordView, names: (people: readonly string[]) => string): string {
  const { status, owner, task, next, mine, customer, done } = outcome(record);
  if (done) return t('acted.done', { status });
  if (customer) return t('acted.customer', { status });
  if (task && mine) return t('acted.mine', { status, task });
  if (task) return t('acted.next', { status, task, next: names(next) || t('acted.nobody') });
  return status ? t(owner ? 'acted.owner' : 'acted.status', { status, owner }) : '';
}
