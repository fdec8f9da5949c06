import { useRef, useState } from 'react';
import { newKey } from '../../api/client';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { GivenConsent } from '../track';
import card from './card.module.css';
import { Trouble } from './Notice';
import { Sure } from './Sure';
import style from './track.module.css';

type ConsentProps = Pick<PageProps, 'language' | 't'> & GivenConsent & { tell: Tell };

/** Consent can be taken back as easily as it was given, and given again. */
export function Consent({ field, title, given, tell, language, t }: ConsentProps) {
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>();
  const key = useRef(newKey());
  const change = (next: boolean) =>
    tell('consent', { field, given: next }, key.current).then(() => {
      setAsked(false);
      setError(undefined);
      key.current = newKey();
    }, setError);
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.consents')}</h2>
      <div className={style.consent}>
        <p>{title}</p>
        {given ? null : <p className={style.hint}>{t('public.track.withdrawn')}</p>}
        {asked ? (
          <Sure question={t('public.track.withdrawSure')} label={t('public.track.withdraw')} danger t={t} onCancel={() => setAsked(false)} onConfirm={() => change(false)} />
        ) : (
          <button type="button" className={card.link} onClick={() => (given ? setAsked(true) : void change(true))}>
            {t(given ? 'public.track.withdraw' : 'public.track.giveAgain')}
          </button>
        )}
      </div>
      {error === undefined ? null : <Trouble error={error} language={language} t={t} />}
    </section>
  );
}
