import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { onRefused } from '../../api/client';
import { LoginForm } from '../parts/LoginForm';
import { queries } from '../query';
import { renew, useSession } from '../session';

/** Relogin asks for the password over the page when the session ran out, so that nothing typed is lost. */
export function Relogin() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useEffect(() => onRefused(() => setOpen(true)), []);
  if (!session) return null;
  const leave = () => {
    setOpen(false);
    void Promise.resolve(navigate('/login')).then(() => queries.clear());
  };
  return (
    <Modal open={open} onCancel={leave} footer={null} title={t('relogin.title')} width={420} destroyOnHidden mask={{ closable: false }}>
      <p>{t('relogin.hint')}</p>
      <LoginForm
        login={session.user.login}
        onDone={(next) => {
          setOpen(false);
          renew(next);
        }}
      />
    </Modal>
  );
}
