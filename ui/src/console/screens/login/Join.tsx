import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { post, put } from '../../../api/client';
import { ApiError } from '../../../api/problem';
import { leastPassword, passwordFault } from '../../../model/password';
import type { Session } from '../../../model/session';
import { Answer } from '../../parts/Answer';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { begin } from '../../session';
import { Welcome } from './Welcome';
import form from '../../parts/form.module.css';

interface Ticket {
  purpose: 'invite' | 'reset';
  name: string;
  login: string;
}

/** Where the link of an invitation or of a forgotten password leads: the code stands behind the # and so in no log. */
export default function Join() {
  const { t } = useTranslation('login');
  const code = useLocation().hash.slice(1);
  const query = useQuery({ queryKey: ['ticket', code], queryFn: () => post<Ticket>('session/ticket', { code }), retry: false, staleTime: Infinity, gcTime: 0 });
  if (query.error instanceof ApiError && query.error.problems.some((problem) => problem.code === 'session.ticket_invalid')) {
    return (
      <Welcome heading={t('join.over')} hint={t('join.overHint')}>
        <p>
          <Link to="/forgot">{t('forgot.link')}</Link> · <Link to="/login">{t('setup.toLogin')}</Link>
        </p>
      </Welcome>
    );
  }
  const heading = query.data ? t(`join.heading.${query.data.purpose}`, { name: query.data.name }) : t('join.title');
  return (
    <Welcome heading={heading} hint={query.data ? t(`join.hint.${query.data.purpose}`) : undefined}>
      <Answer query={query} small>
        {(ticket) => <Fresh code={code} ticket={ticket} />}
      </Answer>
    </Welcome>
  );
}

function Fresh({ code, ticket }: { code: string; ticket: Ticket }) {
  const { t } = useTranslation(['login', 'common']);
  const navigate = useNavigate();
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const fault = passwordFault(fresh, again, ticket.login);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    setBusy(true);
    setError(undefined);
    try {
      begin(await put<Session>('session/ticket', { code, password: fresh }));
      await navigate('/work', { replace: true });
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  const short = fault === 'short' ? t('password.short', { ns: 'common', count: leastPassword }) : fault === 'login' ? t('password.login', { ns: 'common' }) : '';
  return (
    <form className={form.form} onSubmit={(event) => void save(event)} noValidate>
      <Faults error={error} />
      <p>
        {t('join.login')} <b>{ticket.login}</b>
      </p>
      <input type="hidden" name="username" autoComplete="username" value={ticket.login} />
      <Line label={t('password.new', { ns: 'common' })} type="password" autoComplete="new-password" value={fresh} onChange={setFresh} reveal autoFocus hint={t('password.hint', { ns: 'common', count: leastPassword })} problem={tried ? short : ''} />
      <Line label={t('password.repeat', { ns: 'common' })} type="password" autoComplete="new-password" value={again} onChange={setAgain} reveal problem={tried && fault === 'differ' ? t('password.differ', { ns: 'common' }) : ''} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('join.save')}
      </Button>
    </form>
  );
}
