import { Button, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { put } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { toLanguage } from '../../i18n/text';
import { timeText } from '../../units/control/time';
import { useSurroundings } from '../useDesign';
import { useDoor } from './PublicLimits';
import style from './inspector.module.css';

/** PasswordSetting sets the password of the page. The server keeps its hash, and nobody can read it again. */
export function PasswordSetting() {
  const { t, i18n } = useTranslation('designpublic');
  const { place } = useSurroundings();
  const { data } = useDoor();
  const queries = useQueryClient();
  const say = useSay();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const done = () => {
    setOpen(false);
    setPassword('');
    setError(undefined);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    put(`apps/${place.app}/forms/${place.key}/password`, { password })
      .then((door) => {
        queries.setQueryData(['door', place.app, place.key], door);
        done();
        say.done(t('password.done'));
      }, setError)
      .finally(() => setBusy(false));
  };
  if (!data) return null;
  const state = <p className={data.set ? style.hint : style.missing}>{data.set ? t('password.is', { at: timeText(data.at, toLanguage(i18n.language)), by: data.by }) : t('password.none')}</p>;
  if (data.set && !open) {
    return (
      <>
        {state}
        <Button onClick={() => setOpen(true)}>{t('password.change')}</Button>
      </>
    );
  }
  return (
    <>
      {state}
      <form className={style.password} onSubmit={send}>
        <label htmlFor={id}>{t('password.label')}</label>
        <Input.Password id={id} value={password} autoComplete="new-password" maxLength={128} onChange={(event) => setPassword(event.target.value)} />
        <p className={style.hint}>{t('password.hint')}</p>
        <Faults error={error} />
        <div className={style.ways}>
          <Button type="primary" htmlType="submit" loading={busy} disabled={password === ''}>
            {t(data.set ? 'password.change' : 'password.set')}
          </Button>
          {data.set ? <Button onClick={done}>{t('password.cancel')}</Button> : null}
        </div>
      </form>
    </>
  );
}
