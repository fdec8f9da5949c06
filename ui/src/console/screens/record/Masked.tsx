import { EyeOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { blank, type FormField } from '../../../model/formview';
import { Faults } from '../../parts/Faults';
import { Note } from '../../parts/Note';
import { useOnce } from '../../parts/useOnce';
import { useDesk } from './desk';
import style from './tabs.module.css';

/** Masked lists personal values behind a mask; seeing one takes a reason, which is kept. */
export function Masked({ fields }: { fields: readonly FormField[] }) {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const [seen, setSeen] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState<FormField>();
  return (
    <section className={style.masked} aria-labelledby="masked-title">
      <h3 id="masked-title">
        <LockOutlined aria-hidden /> {t('masked.title')}
      </h3>
      <dl>
        {fields.map((field) => (
          <div key={field.key}>
            <dt>{field.title}</dt>
            <dd>
              <span>{seen[field.key] ?? (record.view.texts?.[field.key] || t('masked.empty'))}</span>
              {seen[field.key] === undefined && record.view.texts?.[field.key] ? (
                <Button size="small" icon={<EyeOutlined aria-hidden />} onClick={() => setAsked(field)} aria-label={t('masked.showLabel', { title: field.title })}>
                  {t('masked.show')}
                </Button>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {asked ? (
        <Reason
          field={asked}
          onClose={() => setAsked(undefined)}
          onSeen={(value) => {
            setSeen((now) => ({ ...now, [asked.key]: value }));
            setAsked(undefined);
          }}
        />
      ) : null}
    </section>
  );
}

function Reason({ field, onClose, onSeen }: { field: FormField; onClose: () => void; onSeen: (value: string) => void }) {
  const { t } = useTranslation(['record', 'common']);
  const { path } = useDesk();
  const { busy, run } = useOnce();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const done = async () => {
    setTried(true);
    if (blank(reason)) return;
    try {
      const answer = await run((key) => post<{ value: unknown }>(`${path}/unmask`, { field: field.key, reason }, { idempotencyKey: key }));
      if (answer) onSeen(String(answer.value ?? ''));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Modal open title={t('masked.ask', { title: field.title })} onCancel={onClose} onOk={() => void done()} confirmLoading={busy} okText={t('masked.show')} cancelText={t('cancel', { ns: 'common' })} width={440}>
      <Faults error={error} />
      <p>{t('masked.logged')}</p>
      <Note label={t('masked.reason')} value={reason} onChange={setReason} required problem={tried && blank(reason) ? t('masked.reasonNeeded') : ''} rows={2} />
    </Modal>
  );
}
