import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import type { Session } from '../../../model/session';
import { LoginForm } from '../../parts/LoginForm';
import { begin } from '../../session';
import { Demo } from './Demo';
import { Welcome } from './Welcome';
import style from './login.module.css';

/** local keeps a path inside the console; anything else would let a link send people elsewhere after the login. */
function local(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/work';
}

/** The login page; whoever already has a session goes straight on, and an empty server asks for its first administrator. */
export default function Login() {
  const { t } = useTranslation('login');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [login, setLogin] = useState('');
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('setup'), retry: false });
  const done = (session: Session) => {
    begin(session);
    void navigate(local(params.get('next')), { replace: true });
  };
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <Welcome heading={t('heading')}>
      <LoginForm key={login} login={login} onDone={done} />
      <p className={style.forgot}>
        <Link to="/forgot">{t('forgot.link')}</Link>
      </p>
      <Demo onPick={setLogin} />
    </Welcome>
  );
}
