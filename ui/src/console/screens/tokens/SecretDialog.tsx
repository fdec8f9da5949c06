import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../parts/Copyable';
import style from './tokens.module.css';

/** SecretDialog shows a new secret, for the first and last time. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('tokens');
  const example = `curl -H 'Authorization: Bearer ${secret}' ${window.location.origin}/api/v1/openapi.json`;
  return (
    <Modal open title={t('secret.title')} onCancel={onClose} closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>{t('secret.kept')}</Button>} width={600}>
      <p>{t('secret.text')}</p>
      <Copyable label={t('secret.label')} text={secret} />
      <p className={style.soft}>{t('secret.use')}</p>
      <pre className={style.example}>{example}</pre>
    </Modal>
  );
}
