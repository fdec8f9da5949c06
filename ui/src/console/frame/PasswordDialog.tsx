import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from '../parts/PasswordForm';
import { useSay } from '../parts/useSay';

/** PasswordDialog changes one's password without leaving the page. */
export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const say = useSay();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('user.password')} width={420} destroyOnHidden>
      <PasswordForm
        onDone={() => {
          say.done(t('user.passwordDone'));
          onClose();
        }}
      />
    </Modal>
  );
}
