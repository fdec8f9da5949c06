import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newKey, post } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import { queries } from '../../console/query';
import { reread } from '../../console/session';
import { designUrl } from '../kinds';
import type { DesignApp } from './Home';
import style from './home.module.css';

type From = 'blank' | 'preset' | 'table' | 'copy';

/** Found starts a new app: from nothing, from rows copied out of a spreadsheet, or as a copy. */
export function Found({ apps, onClose }: { apps: readonly DesignApp[]; onClose: () => void }) {
  const { t } = useTranslation('design');
  const navigate = useNavigate();
  const [from, setFrom] = useState<From>('blank');
  const [title, setTitle] = useState('');
  const [table, setTable] = useState('');
  const [app, setApp] = useState(apps[0]?.key);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const ready = from === 'preset' || (title.trim() !== '' && (from !== 'table' || table.trim() !== '') && (from !== 'copy' || app));
  const send = async () => {
    if (from === 'preset') return void navigate('/admin/presets');
    if (!ready) return;
    setBusy(true);
    setError(undefined);
    try {
      const made = await post<{ key: string; form: string }>('design/apps', { title, from, ...(from === 'table' ? { table } : {}), ...(from === 'copy' ? { app } : {}) }, { idempotencyKey: key, timeout: 60_000 });
      await Promise.all([reread(), queries.invalidateQueries({ queryKey: ['apps'] })]);
      void navigate(made.form ? designUrl(made.key, 'form', made.form) : `/design/${made.key}`);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const sources = (['blank', 'preset', 'table', 'copy'] as const).filter((one) => one !== 'copy' || apps.length > 0);
  return (
    <Modal open onCancel={onClose} title={t('found.title')} okText={t(from === 'preset' ? 'found.toPresets' : 'found.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void send()}>
      <div className={style.found}>
        {from === 'preset' ? null : (
          <label>
            {t('found.name')}
            <Input value={title} autoFocus maxLength={60} placeholder={t('found.nameHint')} onChange={(event) => setTitle(event.target.value)} onPressEnter={() => void send()} />
          </label>
        )}
        <Radio.Group className={style.from} value={from} onChange={({ target }) => setFrom(target.value as From)} aria-label={t('found.from')}>
          {sources.map((one) => (
            <Radio key={one} value={one}>
              <b>{t(`found.${one}`)}</b>
              <span>{t(`found.${one}Hint`)}</span>
            </Radio>
          ))}
        </Radio.Group>
        {from === 'table' ? (
          <label>
            {t('found.paste')}
            <Input.TextArea value={table} rows={6} placeholder={t('found.pasteHint')} onChange={(event) => setTable(event.target.value)} />
          </label>
        ) : null}
        {from === 'copy' ? (
          <label>
            {t('found.which')}
            <Select value={app} options={apps.map((one) => ({ value: one.key, label: one.title }))} onChange={setApp} />
          </label>
        ) : null}
        <Faults error={error} />
      </div>
    </Modal>
  );
}
