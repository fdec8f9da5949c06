import { useEffect, useRef, useState } from 'react';
import type { PageProps } from '../page';
import type { Sent } from '../way';
import card from './card.module.css';
import { CopyLink } from './CopyLink';
import style from './success.module.css';

interface SuccessProps extends Pick<PageProps, 'language' | 't'> {
  sent: Sent;
  onAgain?: () => void;
}

/** Ripple: the word that went out, and its echo. It moves once and then rests. */
function Ripple() {
  return (
    <svg className={style.ripple} viewBox="0 0 160 160" aria-hidden="true">
      <circle className={style.ring} cx="80" cy="80" r="26" />
      <circle className={style.ring} cx="80" cy="80" r="46" />
      <circle className={style.ring} cx="80" cy="80" r="66" />
      <circle className={style.dot} cx="80" cy="80" r="20" />
      <path className={style.tick} d="m71 80.5 6.5 6.5L90 74" />
    </svg>
  );
}

/** trackUrl makes the whole address, for a person to keep. */
function trackUrl(track: string): string {
  return new URL(track, location.href).href;
}

/** Success tells that it arrived, under which number, and how to hear more. */
export function Success({ sent, language, t, onAgain }: SuccessProps) {
  // These words came in the language of the moment; the rest says the same in every language.
  const [spoken] = useState(language);
  const said = spoken === language;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className={`${card.card} ${style.success}`}>
      <Ripple />
      <h1 ref={head} tabIndex={-1}>
        {t('public.received')}
      </h1>
      {said && sent.acknowledged ? <p className={style.words}>{sent.acknowledged}</p> : null}
      {said && sent.success && sent.success !== sent.acknowledged ? <p className={style.words}>{sent.success}</p> : null}
      {sent.no ? (
        <dl className={style.number}>
          <dt>{t('public.number')}</dt>
          <dd>{sent.no}</dd>
        </dl>
      ) : null}
      {sent.track ? (
        <div className={style.track}>
          <h2>{t('public.trackHere')}</h2>
          <p className={style.hint}>{t('public.saveLink')}</p>
          <CopyLink url={trackUrl(sent.track)} t={t} />
          <div className={card.row}>
            <a className={card.primary} href={sent.track}>
              {t('public.follow')}
            </a>
            {onAgain ? (
              <button type="button" className={card.plain} onClick={onAgain}>
                {t('public.another')}
              </button>
            ) : null}
          </div>
        </div>
      ) : onAgain ? (
        <div className={card.row}>
          <button type="button" className={card.plain} onClick={onAgain}>
            {t('public.another')}
          </button>
        </div>
      ) : null}
    </section>
  );
}
