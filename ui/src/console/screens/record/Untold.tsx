import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { stoppedByUntold, type Untold as Line } from '../../../model/ledger';
import { recordUrl } from '../../parts/act';
import { Person } from '../../parts/Person';
import { useDesk } from './desk';
import style from './untold.module.css';

/** So many stand in the list; the rest is asked for. */
const room = 5;

/** taskPlace is where the panel of a task stands on the page. */
export const taskPlace = (task: string) => `task-${task}`;

/** goTo brings a task's panel into view and puts the focus there. */
function goTo(task: string): void {
  const panel = document.getElementById(taskPlace(task));
  panel?.scrollIntoView({ block: 'start' });
  panel?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, button')?.focus({ preventScroll: true });
}

/** Untold says who has to be told before the record can be closed and whose task that is, where one of the refusals is about that. */
export function Untold({ codes }: { codes: readonly (string | undefined)[] }) {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const [all, setAll] = useState(false);
  const lines = record.process?.untold ?? [];
  if (lines.length === 0 || !codes.some(stoppedByUntold)) return null;
  // What can be done here and now stands first.
  const sorted = [...lines].sort((a, b) => Number(b.mine) - Number(a.mine));
  const shown = all ? sorted : sorted.slice(0, room);
  return (
    <section className={style.untold} aria-label={t('untold.label')}>
      <b>{t('untold.label')}</b>
      <ul>
        {shown.map((line, at) => (
          <Item key={`${line.record?.id ?? ''}.${line.task}.${at}`} line={line} />
        ))}
      </ul>
      {sorted.length > shown.length ? (
        <Button type="text" size="small" onClick={() => setAll(true)}>
          {t('untold.more', { count: sorted.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Item({ line }: { line: Line }) {
  const { t } = useTranslation('record');
  const { customer, promise, record, readable, task, people, mine, state } = line;
  return (
    <li>
      <span>
        {customer || t('untold.customer')}
        {promise ? ` · ${promise}` : ''}
        {record ? <small>{t('untold.by', { no: record.no })}</small> : null}
      </span>
      <span className={style.who}>
        {mine ? null : people.length > 0 ? people.map((person) => <Person key={person.id} person={person} />) : <small>{t(task || state !== 'queued' ? 'untold.nobody' : 'untold.sending')}</small>}
        <Way line={line} readable={readable} />
      </span>
    </li>
  );
}

/** Way leads to the task: on this page or on that of the merged record. */
function Way({ line: { record, task, mine }, readable }: { line: Line; readable: boolean }) {
  const { t } = useTranslation('record');
  if (record && readable) return <Link to={recordUrl(record)}>{t(mine ? 'untold.tell' : 'untold.look', { no: record.no })}</Link>;
  if (!mine || record) return null;
  return (
    <Button type="link" size="small" onClick={() => goTo(task)}>
      {t('untold.tell')}
    </Button>
  );
}
