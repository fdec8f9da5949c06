import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { patch } from '../../api/client';
import { leastPassword, passwordFault } from '../../model/password';
import type { Session } from '../../model/session';
import { update } from '../session';
import { Faults } from './Faults';
import { Line } from './Line';
import style from './form.module.css';

/** PasswordForm asks for the old password and twice for the new one. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('common');
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const fault = passwordFault(fresh, again);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault || old === '') return;
    setBusy(true);
    setError(undefined);
    try {
      update(await patch<Session>('session', { password: { old, new: fresh } }));
      onDone();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={style.form} onSubmit={(event) => void save(event)} noValidate>
      <Faults error={error} />
      <Line label={t('password.old')} type="password" autoComplete="current-password" value={old} onChange={setOld} problem={tried && old === '' ? t('password.needed') : ''} />
      <Line label={t('password.new')} type="password" autoComplete="new-password" value={fresh} onChange={setFresh} reveal hint={t('password.hint', { count: leastPassword })} problem={tried && fault === 'short' ? t('password.short', { count: leastPassword }) : ''} />
      <Line label={t('password.again')} type="password" autoComplete="new-password" value={again} onChange={setAgain} reveal problem={tried && fault === 'differ' ? t('password.differ') : ''} />
      <Button type="primary" htmlType="submit" loading={busy} block size="large">
        {t('password.save')}
      </Button>
    </form>
  );
}
