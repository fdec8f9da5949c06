import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { TrackView } from '../track';
import { answerText } from './Answers';
import { Box } from './Conversation';
import style from './track.module.css';

interface StandingProps extends Pick<PageProps, 'language' | 't'> {
  track: TrackView;
  code: string;
  tell: Tell;
}

/** Standing is what the status tells the customer, first of all: a question with the box to answer it, or a reason. */
export function Standing({ track, code, tell, language, t }: StandingProps) {
  const { values = [], answer } = track.status ?? {};
  if (values.length === 0 && !answer) return null;
  const asks = Boolean(answer && track.canComment);
  return (
    <div className={style.standing} data-asks={asks || undefined}>
      {values.length > 0 ? (
        <dl>
          {values.map((value) => (
            <div key={value.title}>
              <dt>{asks && values.length === 1 ? t('public.track.asked') : value.title}</dt>
              <dd>{answerText(value, language)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {asks ? <Box key={track.comments?.length ?? 0} code={code} tell={tell} language={language} t={t} title={t('public.track.answer')} /> : null}
    </div>
  );
}
