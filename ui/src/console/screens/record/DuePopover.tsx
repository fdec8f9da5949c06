import { InfoCircleOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Sla } from '../../../model/record';
import { Due } from '../../parts/Due';
import { useDesk } from './desk';
import { SlaItem } from './Slas';
import style from './record.module.css';

/** nearest is the running clock that is due first; telling the customer is work beside the flow and counts last. */
export function nearest(slas: readonly Sla[]): Sla | undefined {
  const running = slas.filter((sla) => sla.due && !settled(sla));
  const steps = running.filter((sla) => sla.kind !== 'customer_told');
  return [...(steps.length > 0 ? steps : running)].sort((a, b) => (a.due! < b.due! ? -1 : 1))[0];
}

/** settled tells whether a clock has stopped for good. */
export function settled(sla: Sla): boolean {
  return ['met', 'breached', 'cancelled'].includes(sla.state);
}

/** DuePopover is the time left until the next due time; pressed, it explains how that was worked out. */
export function DuePopover() {
  const { t } = useTranslation('record');
  const { record, zone } = useDesk();
  const sla = nearest(record.process?.slas ?? []);
  if (!sla) return null;
  return (
    <div>
      <dt>{sla.title}</dt>
      <dd>
        <Popover content={<SlaItem sla={sla} zone={zone} />} trigger="click" placement="bottomLeft">
          <button type="button" className={style.dueButton}>
            <Due due={sla.due} state={sla.dueState} zone={zone} />
            <InfoCircleOutlined aria-hidden />
            <span className="visually-hidden">{t('sla.explain', { title: sla.title })}</span>
          </button>
        </Popover>
      </dd>
    </div>
  );
}
