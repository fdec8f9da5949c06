import { useEffect, useRef, useState } from 'react';
import { get, post } from '../../api/client';
import { ApiError } from '../../api/problem';
import { trackOf } from '../boot';
import type { PageProps } from '../page';
import card from '../parts/card.module.css';
import { Answers } from '../parts/Answers';
import { Consent } from '../parts/Consent';
import { Conversation } from '../parts/Conversation';
import { Frame } from '../parts/Frame';
import { Moves } from '../parts/Moves';
import { Trouble, Waiting } from '../parts/Notice';
import { Standing } from '../parts/Standing';
import { moment, Timeline } from '../parts/Timeline';
import style from '../parts/track.module.css';
import { tellZone } from '../../units/control/time';
import type { TrackView } from '../track';
import Missing from './missing';

/** Does one thing on the server and shows the view it answers with. */
export type Tell = (what: string, body: Record<string, unknown>, idempotencyKey: string) => Promise<void>;

/** The page behind /t/<code>: what became of it, in the customer's words, and the way to add to it. */
export default function TrackPage(props: PageProps) {
  const { boot, place, language, t } = props;
  const [track, setTrack] = useState(() => trackOf(boot));
  const [error, setError] = useState<unknown>();
  const [again, setAgain] = useState(0);
  const first = useRef(track !== undefined && (track.lang ?? language) === language);
  const path = `public/track/${encodeURIComponent(place.code)}`;

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const stop = new AbortController();
    get<TrackView>(path, { query: { lang: language }, signal: stop.signal }).then(
      (answer) => {
        setTrack(answer);
        setError(undefined);
      },
      (reason: unknown) => stop.signal.aborted || setError(reason),
    );
    return () => stop.abort();
  }, [language, again]);
  useEffect(() => {
    // A visitor who comes back to an open page wants to know what is new.
    const back = () => document.visibilityState === 'visible' && setAgain((count) => count + 1);
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, []);
  useEffect(() => {
    if (track) document.title = `${track.no} ${track.title}`;
  }, [track]);

  if (error instanceof ApiError && [403, 404, 410].includes(error.status)) return <Missing {...props} />;
  const tell: Tell = async (what, body, idempotencyKey) => {
    setTrack(await post<TrackView>(`${path}/${what}`, body, { query: { lang: language }, idempotencyKey }));
  };
  const retry = () => setAgain((count) => count + 1);
  return (
    <Frame {...props} app={track?.app?.title}>
      {error === undefined ? null : <Trouble error={error} language={language} t={t} onRetry={retry} />}
      {track ? <Case {...props} track={track} tell={tell} /> : null}
      {!track && error === undefined ? <Waiting t={t} /> : null}
    </Frame>
  );
}

function Case({ track, tell, ...page }: PageProps & { track: TrackView; tell: Tell }) {
  const { language, t, place } = page;
  tellZone(track.timeZone);
  return (
    <>
      <section className={card.card}>
        <div className={card.hero}>
          <h1>{track.title}</h1>
          <p className={style.facts}>
            <span className={style.no}>{track.no}</span>
            {track.status ? <strong className={style.status}>{track.status.title}</strong> : null}
            <span>{t('public.track.sentAt', { at: moment(track.createdAt, language) })}</span>
          </p>
          {track.together ? <p className={style.hint}>{t('public.track.together')}</p> : null}
        </div>
        <Standing track={track} code={place.code} tell={tell} language={language} t={t} />
        {track.moves && track.moves.length > 0 ? <Moves moves={track.moves} code={place.code} tell={tell} language={language} t={t} /> : null}
        <h2 className={style.heading}>{t('public.track.progress')}</h2>
        <Timeline steps={track.timeline} language={language} t={t} />
        {track.closed ? <p className={style.closed}>{t('public.track.closed')}</p> : null}
      </section>
      <Conversation track={track} code={place.code} tell={tell} language={language} t={t} />
      <Messages track={track} language={language} t={t} />
      <Answers track={track} language={language} t={t} />
      {track.consent ? <Consent {...track.consent} tell={tell} language={language} t={t} /> : null}
    </>
  );
}

function Messages({ track, language, t }: Pick<PageProps, 'language' | 't'> & { track: TrackView }) {
  if (!track.messages?.length) return null;
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.messages')}</h2>
      {track.messages.map((message) => (
        <details key={message.at + message.body} className={style.message}>
          <summary>
            <span>{message.subject || message.body.slice(0, 40)}</span>
            <time dateTime={message.at}>{moment(message.at, language)}</time>
          </summary>
          <p>{message.body}</p>
        </details>
      ))}
    </section>
  );
}
