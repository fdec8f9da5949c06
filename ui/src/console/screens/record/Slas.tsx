import { CheckCircleOutlined, FireOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { language, problemText } from '../../../i18n/console';
import { explained } from '../../../model/clock';
import type { Sla } from '../../../model/record';
import { Due } from '../../parts/Due';
import { State } from '../../parts/State';
import { useNow } from '../../parts/useNow';
import { When } from '../../parts/When';
import { useDesk } from './desk';
import { settled } from './DuePopover';
import style from './tabs.module.css';

/** Slas lists every clock of the record. */
export function Slas() {
  const { t } = useTranslation('record');
  const { record, zone } = useDesk();
  const slas = record.process?.slas ?? [];
  if (slas.length === 0) return <State small title={t('sla.none')} hint={t('sla.noneHint')} />;
  return (
    <ul className={style.slas}>
      {slas.map((sla) => (
        <li key={sla.key}>
          <h3>{sla.title}</h3>
          <SlaItem sla={sla} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

/** Ended is when a clock stopped, by icon and words; its due time would look like that moment. */
function Ended({ sla, zone }: { sla: Sla; zone?: string }) {
  const { t } = useTranslation('record');
  const Icon = { met: CheckCircleOutlined, breached: FireOutlined }[sla.state] ?? MinusCircleOutlined;
  return (
    <span data-ended={sla.state}>
      <Icon aria-hidden /> {sla.ended ? <When at={sla.ended} zone={zone} /> : t(sla.state === 'met' ? 'sla.inTime' : 'sla.stopped')}
    </span>
  );
}

/** SlaItem is one clock: how much of it is used, until when, and why. */
export function SlaItem({ sla, zone }: { sla: Sla; zone?: string }) {
  const { t } = useTranslation('record');
  const now = useNow();
  const used = Math.max(0, Math.min(100, sla.percent ?? 0));
  return (
    <div className={style.sla} data-due={settled(sla) ? 'ok' : sla.dueState || 'ok'}>
      <p>
        <span>{t([`sla.state.${sla.state}`, 'sla.state.other'])}</span>
        {settled(sla) ? <Ended sla={sla} zone={zone} /> : <Due due={sla.due} state={sla.dueState} zone={zone} exact />}
      </p>
      <div className={style.meter} role="meter" aria-valuemin={0} aria-valuemax={100} aria-valuenow={used} aria-label={t('sla.used', { title: sla.title })}>
        <i style={{ width: `${used}%` }} />
      </div>
      {sla.explain?.length ? (
        <ul>
          {explained(sla.explain, language(), now, zone).map((step, at) => (
            <li key={at}>{problemText({ ...step, pointer: '' })}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
