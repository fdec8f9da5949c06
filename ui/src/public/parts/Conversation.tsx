import { useRef, useState } from 'react';
import { newKey } from '../../api/client';
import { ApiError } from '../../api/problem';
import { upload } from '../../api/upload';
import { Form, useUnits } from '../../form/Form';
import { useForm } from '../../form/useForm';
import { wordsIn } from '../../i18n/dictionary';
import type { FormView } from '../../model/formview';
import { fields, type StoredFile } from '../../units/fields';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { Move, TrackView } from '../track';
import card from './card.module.css';
import { Trouble } from './Notice';
import { moment } from './Timeline';
import style from './track.module.css';

interface ConversationProps extends Pick<PageProps, 'language' | 't'> {
  track: TrackView;
  code: string;
  tell: Tell;
}

/** Conversation is what was said on both sides, and the box to add to it unless the status asks for an answer above. */
export function Conversation({ track, code, tell, language, t }: ConversationProps) {
  const comments = track.comments ?? [];
  const box = track.canComment && !track.status?.answer;
  // Where an answer with words is asked for above, that is the place to write; here only what changes nothing is added.
  const aside = track.moves?.some((move) => move.comment);
  if (comments.length === 0 && !box) return null;
  const add = <Box key={comments.length} code={code} tell={tell} language={language} t={t} title={t('public.track.addition')} help={track.closed && track.reopens ? t('public.track.reopens') : undefined} />;
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.comments')}</h2>
      {comments.length === 0 && !aside ? <p className={style.hint}>{t('public.track.noComments')}</p> : null}
      <ul className={style.comments}>
        {comments.map((comment) => (
          <li key={comment.at + comment.text} data-mine={comment.mine || undefined}>
            <span className={style.by}>
              {comment.mine ? t('public.track.me') : comment.by || t('public.track.staff')} · <time dateTime={comment.at}>{moment(comment.at, language)}</time>
            </span>
            <p>{comment.text}</p>
            {comment.files && comment.files.length > 0 ? <FileList files={comment.files} language={language} /> : null}
          </li>
        ))}
      </ul>
      {box && aside ? (
        <details className={style.more}>
          <summary>{t('public.track.onlyAdd')}</summary>
          {add}
        </details>
      ) : null}
      {box && !aside ? add : null}
    </section>
  );
}

const filesField = { key: 'files', type: 'file', title: '', level: 'read' } as const;

/** FileList shows files as every form does: pictures as thumbnails, all as links. */
export function FileList({ files, language }: { files: readonly StoredFile[] } & Pick<PageProps, 'language'>) {
  if (!useUnits(['file'])) return null;
  const { View } = fields.get('file');
  return <View field={filesField} value={files} context={{ language, t: wordsIn(language), values: {} }} />;
}

/** The box is a small form like any other, so it has the same uploads, checks and sentences. */
function boxView(title: string, t: PageProps['t'], required: boolean, help: string): FormView {
  return {
    key: 'addition',
    title: '',
    fields: {
      text: { key: 'text', type: 'long_text', title, help, level: 'write', required, settings: { maxLength: 5000, rows: 3 } },
      files: { key: 'files', type: 'file', title: t('public.track.files'), level: 'write', settings: { maxCount: 9, maxSizeMb: 20 } },
    },
  };
}

interface BoxProps extends Omit<ConversationProps, 'track'> {
  /** What it is called. */
  title: string;
  /** What becomes of it. */
  help?: string;
  /** The answer that the words go with. */
  move?: Move;
  onSent?: () => void;
  onCancel?: () => void;
}

/** Box takes what the customer has to say, with pictures and files. */
export function Box({ code, tell, language, t, title, help = t('public.track.additionHint'), move, onSent, onCancel }: BoxProps) {
  const form = useForm({
    view: boxView(title, t, move?.comment !== 'optional', help),
    language,
    create: true,
    upload: (field, file, progress, signal) => upload<StoredFile>('public/files', file, { fields: { token: code, field: field.key }, progress, signal }),
  });
  const [state, setState] = useState<{ sending?: boolean; error?: unknown }>({});
  const key = useRef(newKey());
  const busy = useRef(false);
  const send = async () => {
    if (busy.current) return;
    const data = form.check();
    if (!data) return;
    busy.current = true;
    setState({ sending: true });
    try {
      const files = (data.files as StoredFile[] | undefined)?.map((file) => file.id);
      await (move ? tell('move', { key: move.key, comment: data.text || undefined, files }, key.current) : tell('comments', { text: data.text, files }, key.current));
      onSent?.();
    } catch (error) {
      const refused = error instanceof ApiError && !error.retryable;
      if (refused) form.refuse(error.problems);
      setState(refused ? {} : { error });
      // A refused text was not kept: what is sent next is something new.
      if (refused) key.current = newKey();
    } finally {
      busy.current = false;
    }
  };
  return (
    <Form form={form} onSubmit={() => void send()}>
      {state.error === undefined ? null : <Trouble error={state.error} comfort={t('public.nothingLost')} language={language} t={t} />}
      <div className={onCancel ? `${card.row} ${style.choice}` : card.row}>
        {onCancel ? (
          <button type="button" className={card.plain} onClick={onCancel}>
            {t('public.track.cancel')}
          </button>
        ) : null}
        <button type="submit" className={card.primary} aria-disabled={state.sending || undefined}>
          {t(state.sending ? 'public.sending' : 'public.track.send')}
        </button>
      </div>
    </Form>
  );
}
