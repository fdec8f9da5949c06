import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { Changes, type Compared } from '../../../builder/frame/Changes';
import { Answer } from '../../parts/Answer';
import style from './admin.module.css';

/** Compare says in words what is different between two releases, at first from the one before. */
export function Compare({ app, number, newest, onClose }: { app: string; number: number; newest: number; onClose: () => void }) {
  const { t } = useTranslation('releases');
  const [since, setSince] = useState(number - 1);
  const query = useQuery({ queryKey: ['compare', app, since, number], queryFn: () => get<Compared>(`apps/${app}/releases/${number}/changes`, { query: { since } }) });
  const others = Array.from({ length: newest }, (_, at) => newest - at).filter((one) => one !== number);
  return (
    <Modal open onCancel={onClose} footer={null} width={680} title={t('compareTitle', { number })}>
      <label className={style.since}>
        {t('since')}
        <Select value={since} aria-label={t('since')} options={others.map((one) => ({ value: one, label: t('number', { number: one }) }))} onChange={setSince} />
      </label>
      <Answer query={query} small>
        {(compared) => <Changes {...compared} />}
      </Answer>
    </Modal>
  );
}
