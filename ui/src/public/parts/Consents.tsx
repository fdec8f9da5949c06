import { useRef, useState } from 'react';
import { newKey } from '../../api/client';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { GivenConsent } from '../track';
import card from './card.module.css';
import { Sure } from './Sure';
import { Trouble } from './Notice';
import style from './track.module.css';

interface ConsentsProps extends Pick<PageProps, 'language' | 't'> {
  consents: readonly GivenConsent[];
  tell: Tell;
}

/** Consents can be taken back as easily as they were given. */
export function Consents({ consents, tell, language, t }: ConsentsProps) {
  const [asked, setAsked] = useState('');
  const [error, setError] = useState<unknown>();
  const key = useRef(newKey());
  if (consents.length === 0) return null;
  const withdraw = (field: string) => tell('consent', { field, given: false }, key.current).then(() => setAsked(''), setError);
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.consents')}</h2>
      {consents.map(({ field, title, given }) => (
        <div key={field} className={style.consent}>
          <p>{title}</p>
          {given && asked !== field ? (
            <button type="button" className={card.link} onClick={() => setAsked(field)}>
              {t('public.track.withdraw')}
            </button>
          ) : null}
          {given ? null : <p className={style.hint}>{t('public.track.withdrawn')}</p>}
          {given && asked === field ? (
            <Sure question={t('public.track.withdrawSure')} danger t={t} onCancel={() => setAsked('')} onConfirm={() => withdraw(field)} />
          ) : null}
        </div>
      ))}
      {error === undefined ? null : <Trouble error={error} language={language} t={t} />}
    </section>
  );
}
