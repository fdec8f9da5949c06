import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceName, type Device } from '../../../model/device';
import { Tone } from '../../parts/Chip';
import { When } from '../../parts/When';
import style from './people.module.css';

/** DeviceList is where somebody is signed in. */
export function DeviceList({ devices, action }: { devices: readonly Device[]; action?: (device: Device) => ReactNode }) {
  const { t } = useTranslation('devices');
  return (
    <ul className={style.devices}>
      {devices.map((device) => (
        <li key={device.id}>
          <span>
            <b>{deviceName(device.agent) || t('unknown')}</b>
            {device.current ? <Tone color="green">{t('current')}</Tone> : null}
            <small>
              {device.address ? `${device.address} · ` : ''}
              {t('seen')} <When at={device.seen} /> · {t('since')} <When at={device.created} />
            </small>
          </span>
          {action?.(device)}
        </li>
      ))}
    </ul>
  );
}
