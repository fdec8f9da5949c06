import { useTranslation } from 'react-i18next';
import { unkept, type LoopEntry } from '../../../model/ledger';
import { Tone } from '../../parts/Chip';
import { Files } from '../../parts/Files';
import { When } from '../../parts/When';
import { useDesk } from './desk';
import style from './ledger.module.css';

const tones: Record<string, string> = { sent: 'green', delivered: 'green', told: 'green', queued: 'blue', failed: 'red', waived: 'grey' };

/** Ledger is the record of promises: every customer, what they were to be told, and whether they know by now. */
export function Ledger() {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const loop = record.loop ?? [];
  const open = unkept(loop);
  const waived = loop.filter((entry) => entry.state === 'waived').length;
  return (
    <>
      <p className={style.sum} data-open={open > 0 || undefined} data-waived={waived > 0 || undefined}>
        {open > 0 ? t('loop.open', { open, all: loop.length }) : t(waived > 0 ? 'loop.waived' : 'loop.closed', { all: loop.length, told: loop.length - waived, waived })}
      </p>
      <ol className={style.list}>
        {loop.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { entry: LoopEntry }) {
  const { t } = useTranslation('record');
  const { zone, record } = useDesk();
  const waiting = !entry.kept;
  const letter = entry.state === 'sent' || entry.state === 'delivered';
  // Told by nobody: the customer read it and answered. Letters of sample data leave for nobody.
  const state = entry.state === 'told' && !entry.by ? 'read' : letter && record.sample ? 'sample' : entry.state;
  // A failure's own code says no more than its state does.
  const reason = entry.reasonTitle === entry.state ? '' : entry.reasonTitle;
  return (
    <li className={style.entry} data-open={waiting || undefined}>
      <Echo back={!waiting && entry.state !== 'waived'} />
      <div>
        <p className={style.head}>
          <b>{entry.promise.title}</b>
          <span aria-hidden="true">→</span>
          <span>{entry.customer?.name || t('loop.customer')}</span>
          <Tone color={tones[entry.state] ?? (waiting ? 'orange' : 'green')}>{t(`loop.state.${state}`)}</Tone>
        </p>
        <p className={style.meta}>
          {entry.channelTitle ? <span>{entry.channelTitle}</span> : null}
          {entry.at ? <When at={entry.at} zone={zone} /> : null}
          {entry.by ? <span>{t(state === 'waived' ? 'loop.waivedBy' : 'loop.by', { name: entry.by.name })}</span> : null}
          {entry.task && waiting ? <span className={style.todo}>{t('loop.task')}</span> : null}
        </p>
        {entry.summary ? <p className={style.text}>{entry.summary}</p> : null}
        {reason ? <p className={style.text}>{t('loop.reason', { reason })}</p> : null}
        <Files files={entry.evidence?.map((id) => ({ id, name: t('loop.evidence') }))} />
      </div>
    </li>
  );
}

/** Echo draws one promise: a ring that came back, or one still open. */
function Echo({ back }: { back: boolean }) {
  return (
    <svg width="34" height="34" viewBox="0 0 34 34" fill="none" aria-hidden="true" className={style.echo}>
      <circle cx="17" cy="17" r="3" fill="var(--brand)" />
      <circle cx="17" cy="17" r="8" stroke="var(--ripple)" strokeWidth="2.4" strokeLinecap="round" strokeDasharray={back ? undefined : '3 5.4'} />
      <circle cx="17" cy="17" r="14" stroke="var(--brand)" strokeWidth="2" strokeLinecap="round" strokeDasharray={back ? undefined : '3 7'} opacity="0.7" />
    </svg>
  );
}
