import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client';
import { Answer } from '../../console/parts/Answer';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { reread } from '../../console/session';
import { moves, settled, sum, type Order } from '../../model/migration';
import { Changes, type Compared } from './Changes';
import { Moving } from './Moving';
import { Underway, useForesight } from './Underway';
import style from './frame.module.css';

/** Restore asks before an earlier release comes back, and where the records go that it has no place for. */
export function Restore({ app, number, current, onClose }: { app: string; number: number; current: number; onClose: () => void }) {
  const { t } = useTranslation(['releases', 'design', 'common']);
  const queries = useQueryClient();
  const say = useSay();
  const [order, setOrder] = useState<Order>({});
  const [moving, setMoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const changes = useQuery({ queryKey: ['compare', app, current, number], queryFn: () => get<Compared>(`apps/${app}/releases/${number}/changes`, { query: { since: current } }) });
  const seen = useForesight(app, order, number);
  const restore = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await post(`apps/${app}/releases/${number}/restore`, { expect: current, migration: order }, { timeout: 120_000 });
      await Promise.all([...['releases', 'moving'].map((name) => queries.invalidateQueries({ queryKey: [name, app] })), reread()]);
      say.done(t('restored', { number }));
      if (sum(seen.data?.processes ?? [], 'running') > 0 || moves(order)) setMoving(true);
      else onClose();
    } catch (failure) {
      setError(failure);
      await queries.invalidateQueries({ queryKey: ['releases', app] });
    } finally {
      setBusy(false);
    }
  };
  if (moving) {
    return (
      <Modal open onCancel={onClose} title={t('design:move.title')} footer={<Button onClick={onClose}>{t('design:move.close')}</Button>} width={680}>
        <Moving app={app} />
      </Modal>
    );
  }
  const ready = changes.isSuccess && seen.isSuccess && settled(seen.data, order);
  return (
    <Modal open onCancel={onClose} title={t('ask', { number })} okText={t('restore')} cancelText={t('common:cancel')} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void restore()} width={680}>
      <p>{t('askText')}</p>
      <h3 className={style.small}>{t('design:publish.what')}</h3>
      <Answer query={changes} small>
        {(compared) => <Changes {...compared} />}
      </Answer>
      <Underway seen={seen} order={order} onOrder={setOrder} />
      <Faults error={error ?? seen.error} />
    </Modal>
  );
}
