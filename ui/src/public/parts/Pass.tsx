import { useRef, useState, type FormEvent } from 'react';
import { post } from '../../api/client';
import style from '../pages/door.module.css';
import type { PageProps } from '../page';
import { path } from '../way';
import card from './card.module.css';
import { sentences } from './Notice';

interface PassProps extends Pick<PageProps, 'place' | 'language' | 't'> {
  /** Goes in with the pass that the password gave. */
  onOpen: (pass: string) => Promise<void>;
}

/** Pass asks for the password of a form. After a wrong one the visitor is back in the field, with it selected. */
export function Pass({ place, language, t, onOpen }: PassProps) {
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const refuse = (why: string) => {
    setError(why);
    field.current?.focus();
    field.current?.select();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const password = field.current?.value ?? '';
    if (busy) return;
    if (!password) return refuse(t('door.locked.empty'));
    setBusy(true);
    setError('');
    try {
      const { pass } = await post<{ pass: string }>(`${path(place)}/pass`, { password });
      await onOpen(pass);
    } catch (reason) {
      refuse(sentences(reason, language).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={style.pass} noValidate onSubmit={(event) => void send(event)}>
      <label htmlFor="pass">{t('door.locked.label')}</label>
      <input ref={field} id="pass" type="password" autoComplete="off" maxLength={256} aria-invalid={error !== '' || undefined} aria-describedby="pass-wrong" />
      <p id="pass-wrong" role="alert">
        {error}
      </p>
      <button type="submit" className={`${card.primary} ${card.wide}`} aria-disabled={busy || undefined}>
        {t(busy ? 'door.locked.sending' : 'door.locked.send')}
      </button>
    </form>
  );
}
