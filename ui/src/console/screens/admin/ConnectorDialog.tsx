import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { put } from '../../../api/client';
import { Copyable } from '../../parts/Copyable';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { connectorPath, type Connector } from './connector';
import style from './admin.module.css';

/** ConnectorDialog takes where a connector leads and what it signs with; a secret that was made is shown once. */
export function ConnectorDialog({ one, onClose }: { one: Connector; onClose: () => void }) {
  const { t } = useTranslation(['connectors', 'common']);
  const say = useSay();
  const { busy, run } = useOnce();
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const [made, setMade] = useState('');
  const [error, setError] = useState<unknown>();
  const save = async () => {
    try {
      const value = await run(async () => {
        const wanted = secret.trim() !== '' || !one.secretSet;
        const kept = wanted ? await put<{ value?: string }>(`${connectorPath(one)}/secret`, { value: secret.trim() }) : {};
        if (kept.value) setMade(kept.value);
        if (address.trim()) await put(`${connectorPath(one)}/address`, { url: address.trim() });
        return kept.value ?? '';
      });
      if (value === undefined) return;
      say.done(t('saved'));
      setError(undefined);
      if (!value && !made) onClose();
    } catch (failure) {
      setError(failure);
    }
    await queries.invalidateQueries({ queryKey: ['connectors'] });
  };
  if (made && error === undefined && !busy) {
    return (
      <Modal open title={t('made')} onCancel={onClose} closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>{t('kept')}</Button>} width={560}>
        <p>{t('madeText')}</p>
        <Copyable label={t('secretLabel')} text={made} />
      </Modal>
    );
  }
  return (
    <Modal open title={t('dialog', { title: one.title })} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okText={t('save', { ns: 'common' })} cancelText={t('cancel', { ns: 'common' })} width={560}>
      <div className={style.stack}>
        {one.inbound ? null : <Line label={t('address')} value={address} onChange={setAddress} hint={t('addressHint')} optional={one.host ? t('keepAddress') : undefined} autoComplete="off" autoFocus />}
        <Line label={t('secretLabel')} value={secret} onChange={setSecret} type="password" reveal hint={t(one.inbound ? 'secretHintIn' : 'secretHint')} optional={t(one.secretSet ? 'secretKeep' : 'secretNew')} autoComplete="new-password" />
        {made ? <Copyable label={t('made')} text={made} /> : null}
        <Faults error={error} />
      </div>
    </Modal>
  );
}
