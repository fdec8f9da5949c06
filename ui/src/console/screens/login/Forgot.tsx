import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { post } from '../../../api/client';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { Welcome } from './Welcome';
import form from '../../parts/form.module.css';

/** Asks for a mail with which to choose another password. What it says afterwards tells nobody who has an account. */
export default function Forgot() {
  const { t } = useTranslation('login');
  const [name, setName] = useState('');
  const [sent, setSent] = useState<{ mail: boolean }>();
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      setSent(await post<{ mail: boolean }>('session/forgotten', { name: name.trim() }));
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Welcome heading={t('forgot.heading')} hint={sent ? undefined : t('forgot.hint')}>
      <div role="status">{sent ? <p>{t(sent.mail ? 'forgot.sent' : 'forgot.noMail')}</p> : null}</div>
      {sent ? null : (
        <form className={form.form} onSubmit={(event) => void send(event)} noValidate>
          <Faults error={error} />
          <Line label={t('forgot.name')} autoComplete="username" value={name} onChange={setName} autoFocus problem={tried && !name.trim() ? t('forgot.needed') : ''} />
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {t('forgot.send')}
          </Button>
        </form>
      )}
      <p>
        <Link to="/login">{t('forgot.back')}</Link>
      </p>
    </Welcome>
  );
}
