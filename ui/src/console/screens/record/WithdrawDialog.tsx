import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../parts/Note';
import { useDesk } from './desk';
import style from './panel.module.css';

/** WithdrawDialog says what taking a record back leads to before it happens. */
export function WithdrawDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['record', 'common']);
  const { record, press, busy } = useDesk();
  const [comment, setComment] = useState('');
  const open = record.process?.tasks?.length ?? 0;
  const done = async () => {
    await press({ kind: 'withdraw', comment }, t('withdraw.button'));
    onClose();
  };
  return (
    <Modal open title={t('withdraw.title', { no: record.no })} onCancel={onClose} onOk={() => void done()} confirmLoading={busy} okText={t('withdraw.button')} okButtonProps={{ danger: true }} cancelText={t('cancel', { ns: 'common' })} width={480}>
      <div className={style.dialog}>
        <ul className={style.consequences}>
          <li>{open > 0 ? t('withdraw.tasks', { count: open }) : t('withdraw.stops')}</li>
          <li>{t('withdraw.kept')}</li>
        </ul>
        <Note label={t('comment.label')} hint={t('comment.optional')} value={comment} onChange={setComment} />
      </div>
    </Modal>
  );
}
