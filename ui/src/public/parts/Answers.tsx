import { dateText } from '../../units/control/time';
import type { PageProps } from '../page';
import type { Answer, TrackView } from '../track';
import card from './card.module.css';
import { FileList } from './Conversation';
import { moment } from './Timeline';
import style from './track.module.css';

/** answerText writes one answer as people do; a calendar day is the same everywhere. */
export function answerText({ text, date, at }: Answer, language: PageProps['language']): string {
  return (date ? dateText(date, language) : moment(at, language)) || text;
}

/** Answers is what was sent in, with the pictures and files that came along. */
export function Answers({ track, language, t }: Pick<PageProps, 'language' | 't'> & { track: TrackView }) {
  if (!track.values?.length) return null;
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.answers')}</h2>
      <dl className={style.answers}>
        {track.values.map((value) => (
          <div key={value.title}>
            <dt>{value.title}</dt>
            <dd>{value.files ? <FileList files={value.files} language={language} /> : answerText(value, language) || '—'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
