import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { language } from '../../../i18n/console';
import { fullTime } from '../../../model/time';
import { Copyable } from '../../parts/Copyable';
import { useSay } from '../../parts/useSay';
import type { Sent } from './invite';
import style from './people.module.css';

/** useSent tells in passing that a link was mailed, or that a user was added without one. */
export function useSent() {
  const { t } = useTranslation('people');
  const say = useSay();
  return (sent: Sent | undefined, name: string) => say.done(sent ? t(`link.mailed.${sent.purpose}`, { email: sent.email }) : t('add.done', { name }));
}

/** LinkDialog shows a link that could not be mailed, for the administrator to pass on. */
export function LinkDialog({ sent, onClose }: { sent: Sent; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  return (
    <Modal open title={t(`link.title.${sent.purpose}`)} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{t('close', { ns: 'common' })}</Button>} width={560}>
      <p>{t(`link.why.${sent.why || 'no_address'}`)}</p>
      <Copyable label={t('link.label')} text={sent.link ?? ''} />
      <p className={style.soft}>{t(`link.limits.${sent.purpose}`, { until: fullTime(sent.expires, language()) })}</p>
    </Modal>
  );
}
