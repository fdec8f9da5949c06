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
      {[26, 46, 66].map((r) => (
        <circle key={r} className={style.ring} cx="80" cy="80" r={r} />
      ))}
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
  const another = onAgain ? (
    <button type="button" className={card.plain} onClick={onAgain}>
      {t('public.another')}
    </button>
  ) : null;
  return (
    <section className={`${card.card} ${style.success}`}>
      <Ripple />
      <h1 ref={head} tabIndex={-1}>
        {(said && sent.thanks) || t('public.received')}
      </h1>
      {said && sent.success ? <p className={style.words}>{sent.success}</p> : null}
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
            {another}
          </div>
        </div>
      ) : (
        <div className={card.row}>{another}</div>
      )}
    </section>
  );
}
