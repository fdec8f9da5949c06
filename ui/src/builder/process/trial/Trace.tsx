import { ApiOutlined, BranchesOutlined, FileAddOutlined, MailOutlined } from '@ant-design/icons';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { essence, fates, traced, type Sent, type Took } from '../../../model/trial';
import { useTrialDesk } from './desk';
import style from './trial.module.css';

/** Trace is what every step led to, the newest first: what happened, the messages and calls that would have left. */
export function Trace() {
  const { t } = useTranslation('trial');
  const { trial, steps, when } = useTrialDesk();
  const list = traced(steps, trial.took);
  return (
    <section className={style.trace} aria-labelledby="trial-trace">
      <h3 id="trial-trace">{t('trace')}</h3>
      <Outside />
      {list.length === 0 ? <p className={style.quiet}>{t('traceEmpty')}</p> : null}
      <ol>
        {list.map(({ said, took, at }) => (
          <li key={at}>
            <h4>
              {said} <time dateTime={took.at}>{when(took.at)}</time>
            </h4>
            <Happened took={took} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Latest is what the last step led to, where it is seen at once. */
export function Latest() {
  const { t } = useTranslation('trial');
  const { trial, steps, when } = useTrialDesk();
  const last = traced(steps, trial.took)[0];
  if (!last) return null;
  const took = essence(last.took);
  return (
    <section className={style.latest} role="status" aria-label={t('latest')}>
      <h3>
        {last.said} <time dateTime={took.at}>{when(took.at)}</time>
      </h3>
      {took.entries.length + took.sent.length + took.called.length + took.records.length === 0 ? <p className={style.quiet}>{t('quiet')}</p> : null}
      <Happened took={took} />
    </section>
  );
}

/** Moment is when something happened, where the step does not say so already. */
function Moment({ at, step }: { at: string; step: string }) {
  const { when } = useTrialDesk();
  return when(at) === when(step) ? null : <time dateTime={at}>{when(at)}</time>;
}

function Happened({ took }: { took: Took }) {
  const { t } = useTranslation('trial');
  return (
    <ul>
      {took.entries.map((entry) => (
        <li key={entry.seq} data-type={entry.type} data-aside={entry.aside || undefined}>
          {entry.type === 'rule' ? <BranchesOutlined aria-hidden /> : <i aria-hidden />}
          <span>
            {entry.text}
            {entry.changes?.length ? <small>{entry.changes.map((change) => `${change.title} → ${String(change.new ?? '') || t('empty')}`).join(t('semicolon'))}</small> : null}
          </span>
          <Moment at={entry.at} step={took.at} />
        </li>
      ))}
      {took.sent.map((sent, at) => (
        <Letter key={`s${at}`} sent={sent} step={took.at} />
      ))}
      {took.called.map((call, at) => (
        <li key={`c${at}`}>
          <ApiOutlined aria-hidden />
          <span>{t(call.ok ? 'called' : 'calledFailed', { title: call.title })}</span>
          <Moment at={call.at} step={took.at} />
        </li>
      ))}
      {took.records.map((record, at) => (
        <li key={`r${at}`}>
          <FileAddOutlined aria-hidden />
          <span>{t(record.fresh ? 'made' : 'changed', { form: record.form, title: record.title || record.no })}</span>
          <Moment at={record.at} step={took.at} />
        </li>
      ))}
    </ul>
  );
}

/** Letter is a message as its recipient would read it, folded until somebody wants to. */
function Letter({ sent, step }: { sent: Sent; step: string }) {
  const { t } = useTranslation('trial');
  const by = sent.channels.map((channel) => t(`channel.${channel}`, { defaultValue: channel })).join(t('comma'));
  return (
    <li data-letter={sent.state}>
      <MailOutlined aria-hidden />
      <details>
        <summary>
          {t(`letter.${sent.state}`, { to: sent.to || t('customer'), by, subject: sent.subject || sent.title, defaultValue: sent.subject })}
        </summary>
        <pre>{sent.body}</pre>
      </details>
      <Moment at={sent.at} step={step} />
    </li>
  );
}

/** Outside is how the world behaves from now on: whether letters arrive, whether other systems answer. */
function Outside() {
  const { t } = useTranslation('trial');
  const { steps, play, busy } = useTrialDesk();
  const now = fates(steps);
  const row = (name: 'mail' | 'calls') => (
    <label>
      <Switch size="small" checked={now[name] === 'ok'} disabled={busy} aria-label={t(`outside.${name}`)} onChange={(ok) => void play({ do: 'outside', [name]: ok ? 'ok' : 'failed' }, t(ok ? `outside.${name}Ok` : `outside.${name}Failed`))} />
      {t(`outside.${name}`)}
    </label>
  );
  return (
    <div className={style.outside}>
      {row('mail')}
      {row('calls')}
    </div>
  );
}
