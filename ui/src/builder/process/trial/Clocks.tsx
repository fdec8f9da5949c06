import { HourglassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Sla, Wait } from '../../../model/record';
import { useTrialDesk } from './desk';
import style from './trial.module.css';

/** Clocks are the time limits that run, with when they are over, and what the flow itself waits for. */
export function Clocks({ slas, waits }: { slas: readonly Sla[]; waits: readonly Wait[] }) {
  const { t } = useTranslation('trial');
  const { when } = useTrialDesk();
  const running = slas.filter(({ state, due }) => due && state !== 'met' && state !== 'late' && state !== 'cancelled');
  if (running.length + waits.length === 0) return null;
  return (
    <ul className={style.clocks}>
      {running.map((sla) => (
        <li key={sla.key} data-due={sla.dueState || undefined}>
          <HourglassOutlined aria-hidden /> {sla.title}
          <time dateTime={sla.due!}>{when(sla.due!)}</time>
        </li>
      ))}
      {waits.map((wait) => (
        <li key={wait.node}>
          <HourglassOutlined aria-hidden /> {t('waits', { title: wait.title })}
          {wait.until ?? wait.timeout ? <time dateTime={(wait.until ?? wait.timeout)!}>{when((wait.until ?? wait.timeout)!)}</time> : null}
        </li>
      ))}
    </ul>
  );
}
