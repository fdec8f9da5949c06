import { DisconnectOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem';
import { queries } from '../query';
import style from './Shell.module.css';

type Trouble = 'offline' | 'unreachable' | undefined;

/** useTrouble watches the browser's connection and the answers of the server. */
function useTrouble(): Trouble {
  const [offline, setOffline] = useState(() => !navigator.onLine);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    const stop = queries.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      if (event.action.type === 'success') setLost(false);
      if (event.action.type === 'error' || event.action.type === 'failed') {
        const { error } = event.action;
        if (error instanceof ApiError && error.failure) setLost(true);
      }
    });
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
      stop();
    };
  }, []);
  return offline ? 'offline' : lost ? 'unreachable' : undefined;
}

/** OfflineBar tells that what is shown may be old and that nothing can be sent right now. */
export function OfflineBar() {
  const { t } = useTranslation('shell');
  const trouble = useTrouble();
  return (
    <div role="status">
      {trouble ? (
        <div className={style.offline}>
          <DisconnectOutlined aria-hidden /> {t(`trouble.${trouble}`)}
        </div>
      ) : null}
    </div>
  );
}
