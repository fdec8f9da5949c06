import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { Session } from '../../model/session';
import { Faults } from './Faults';
import { Line } from './Line';
import style from './form.module.css';

interface LoginFormProps {
  /** Filled in already; the person can still change it. */
  login?: string;
  onDone: (session: Session) => void;
}

/** LoginForm opens a session. */
export function LoginForm({ login: given = '', onDone }: LoginFormProps) {
  const { t } = useTranslation('common');
  const [login, setLogin] = useState(given);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!login.trim() || !password) return;
    setBusy(true);
    setError(undefined);
    try {
      onDone(await post<Session>('session', { login: login.trim(), password }));
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <form className={style.form} onSubmit={(event) => void send(event)} noValidate>
      <Faults error={error} />
      <Line label={t('login.name')} autoComplete="username" value={login} onChange={setLogin} autoFocus={!given} problem={tried && !login.trim() ? t('login.nameNeeded') : ''} />
      <Line label={t('login.password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} autoFocus={Boolean(given)} problem={tried && !password ? t('login.passwordNeeded') : ''} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('login.send')}
      </Button>
    </form>
  );
}
