import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { onRefused } from '../../api/client';
import { LoginForm } from '../parts/LoginForm';
import { rest } from '../live';
import { queries } from '../query';
import { renew, useSession } from '../session';

const wrong = 'session.wrong';
const deactivated = 'session.deactivated';
const told = ['session.ended', 'session.expired', deactivated];

/** useOver is why the session ended, as the server said it first; '' as long as it lasts. */
function useOver(): [string, (reason: string) => void] {
  const [over, setOver] = useState('');
  useEffect(
    () =>
      onRefused(({ problems }) => {
        const code = problems[0]?.code ?? '';
        if (code !== wrong) setOver((before) => (told.includes(before) ? before : told.includes(code) ? code : 'session.required'));
      }),
    [],
  );
  return [over, setOver];
}

/**
 * Relogin says that the session ended and why, hides what is no longer allowed to be seen, and asks for the password
 * over the page, so that nothing typed is lost. Whoever was deactivated is asked for none.
 */
export function Relogin() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const navigate = useNavigate();
  const [over, setOver] = useOver();
  useEffect(() => void rest(over !== ''), [over]);
  if (!session) return null;
  const leave = () => {
    setOver('');
    void Promise.resolve(navigate('/login')).then(() => queries.clear());
  };
  const gone = over === deactivated;
  return (
    <Modal open={over !== ''} onCancel={leave} footer={null} title={t('relogin.title')} width={420} destroyOnHidden mask={{ closable: false }} styles={{ mask: { background: 'var(--page)' } }}>
      <p>{over ? t(`relogin.${over.replace('session.', '')}`) : ''}</p>
      {gone ? (
        <Button type="primary" size="large" block onClick={leave}>
          {t('relogin.leave')}
        </Button>
      ) : (
        <>
          <p>{t('relogin.hint')}</p>
          <LoginForm
            login={session.user.login}
            onDone={(next) => {
              setOver('');
              renew(next);
            }}
          />
        </>
      )}
    </Modal>
  );
}
