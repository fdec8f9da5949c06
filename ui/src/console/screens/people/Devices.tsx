import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { get, remove } from '../../../api/client';
import { deviceName, type Device } from '../../../model/device';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { DeviceList } from './DeviceList';
import style from './people.module.css';

const key = ['sessions'];

/** Where the person in front of the screen is signed in. */
export default function Devices() {
  const { t } = useTranslation(['devices', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const query = useQuery({ queryKey: key, queryFn: () => get<Device[]>('sessions'), staleTime: 0 });
  const end = async (path: string) => {
    try {
      queries.setQueryData(key, await remove<Device[]>(path));
      say.done(t('done'));
    } catch (error) {
      say.failed(error);
    }
  };
  const askAll = () => modal.confirm({ title: t('askAll'), content: t('askAllText'), okText: t('endAll'), cancelText: t('cancel', { ns: 'common' }), onOk: () => end('sessions') });
  return (
    <div className={style.narrow}>
      <Head title={t('title')} hint={t('hint')}>
        {(query.data?.length ?? 0) > 1 ? <Button onClick={askAll}>{t('endAll')}</Button> : null}
      </Head>
      <Card>
        <Answer query={query}>
          {(devices) => (
            <DeviceList
              devices={devices}
              action={(device) =>
                device.current ? null : (
                  <Button onClick={() => void end(`sessions/${device.id}`)} aria-label={t('endLabel', { device: deviceName(device.agent) || t('unknown') })}>
                    {t('end')}
                  </Button>
                )
              }
            />
          )}
        </Answer>
      </Card>
    </div>
  );
}
