import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { get, post } from '../../../api/client';
import { checkEmail } from '../../../model/checks';
import { completeFirst, type Preset } from '../../../model/preset';
import { leastPassword, passwordFault } from '../../../model/password';
import type { Session } from '../../../model/session';
import { Answer } from '../../parts/Answer';
import { Faults } from '../../parts/Faults';
import formStyle from '../../parts/form.module.css';
import { Line } from '../../parts/Line';
import { queries } from '../../query';
import { begin } from '../../session';
import style from './login.module.css';
import { Welcome } from './Welcome';

/** The first page of an empty server: one administrator, and one app to start with. */
export default function Setup() {
  const { t } = useTranslation('login');
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('setup'), retry: false });
  return (
    <Welcome heading={t('setup.heading')} hint={setup.data?.needed === false ? undefined : t('setup.hint')}>
      <Answer query={setup} small>
        {({ needed }) =>
          needed ? (
            <SetupForm />
          ) : (
            <>
              <p>{t('setup.done')}</p>
              <Link to="/login">
                <Button type="primary">{t('setup.toLogin')}</Button>
              </Link>
            </>
          )
        }
      </Answer>
    </Welcome>
  );
}

/** mailable: no address, or one that can be. */
const mailable = (email: string) => !email.trim() || checkEmail(email).length === 0;

function useSetup() {
  const navigate = useNavigate();
  const [values, setValues] = useState({ name: '', login: 'admin', email: '', password: '', preset: '' });
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const fault = passwordFault(values.password, again, values.login);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!values.name.trim() || !values.login.trim() || fault || !mailable(values.email)) return;
    setBusy(true);
    setError(undefined);
    try {
      begin(await post<Session>('setup', Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')), { timeout: 120_000 }));
      queries.setQueryData(['setup'], { needed: false });
      await navigate('/work', { replace: true });
      scrollTo(0, 0); // the form was longer than the window
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return { values, set: (change: Partial<typeof values>) => setValues((now) => ({ ...now, ...change })), again, setAgain, fault, tried, busy, error, send };
}

function SetupForm() {
  const { t } = useTranslation(['login', 'common']);
  const { values, set, again, setAgain, fault, tried, busy, error, send } = useSetup();
  const [left, setLeft] = useState(false);
  const presets = useQuery({ queryKey: ['presets'], queryFn: () => get<Preset[]>('presets'), retry: false });
  const first = completeFirst(presets.data ?? [])[0]?.name ?? '';
  // The most complete app is what most people come for; nobody has chosen yet when it arrives.
  useEffect(() => set({ preset: first }), [first]);
  const needed = (text: string) => (tried && !text.trim() ? t('setup.needed') : '');
  const wrong = (tried || left) && !mailable(values.email) ? t('setup.emailWrong') : '';
  const rule = { ns: 'common', count: leastPassword };
  const weak = tried && fault && fault !== 'differ' ? t(`password.${fault}`, rule) : '';
  const differ = (tried || (again && !values.password.startsWith(again))) && fault === 'differ' ? t('password.differ', rule) : '';
  const choices = [...completeFirst(presets.data ?? []), { name: '', title: t('setup.none'), description: t('setup.noneHint') }];
  return (
    <form className={formStyle.form} onSubmit={(event) => void send(event)} noValidate>
      <Faults error={error} />
      <Line label={t('setup.name')} autoComplete="name" value={values.name} onChange={(name) => set({ name })} problem={needed(values.name)} autoFocus />
      <Line label={t('setup.login')} autoComplete="username" value={values.login} onChange={(login) => set({ login })} problem={needed(values.login)} />
      <Line label={t('setup.email')} type="email" autoComplete="email" value={values.email} onChange={(email) => set({ email })} optional={t('optional', { ns: 'common' })} onBlur={() => setLeft(true)} problem={wrong} />
      <Line label={t('setup.password')} type="password" autoComplete="new-password" value={values.password} onChange={(password) => set({ password })} hint={t('password.hint', rule)} problem={weak} reveal />
      <Line label={t('password.repeat', rule)} type="password" autoComplete="new-password" value={again} onChange={setAgain} problem={differ} reveal />
      <fieldset className={style.presets}>
        <legend>{t('setup.preset')}</legend>
        {choices.map((preset) => (
          <label key={preset.name}>
            <input type="radio" name="preset" checked={values.preset === preset.name} onChange={() => set({ preset: preset.name })} />
            <span>
              <b>{preset.title}</b>
              {preset.description ? <small>{preset.description}</small> : null}
            </span>
          </label>
        ))}
      </fieldset>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('setup.send')}
      </Button>
    </form>
  );
}
