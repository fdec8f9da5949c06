import { useEffect, useRef, useState } from 'react';
import { get, newKey } from '../../api/client';
import { ApiError } from '../../api/problem';
import { upload } from '../../api/upload';
import { Form, useUnits } from '../../form/Form';
import { useForm } from '../../form/useForm';
import { wordsIn } from '../../i18n/dictionary';
import type { FormView } from '../../model/formview';
import { fields, type StoredFile } from '../../units/fields';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { Comment, Move, TrackView } from '../track';
import card from './card.module.css';
import { Trouble } from './Notice';
import { moment } from './Timeline';
import style from './track.module.css';

interface ConversationProps extends Pick<PageProps, 'language' | 't'> {
  track: TrackView;
  code: string;
  tell: Tell;
}

type Talk = Pick<TrackView, 'comments' | 'earlier'>;

/** together puts what was read before what is newer, each remark once. */
function together(read: readonly Comment[], newer: readonly Comment[]): readonly Comment[] {
  const known = new Set(newer.map((one) => one.at + one.text));
  return [...read.filter((one) => !known.has(one.at + one.text)), ...newer];
}

/** useEarlier goes back in what was said, a page at a time; what was read stays while new words come. */
function useEarlier(track: TrackView, code: string, language: string) {
  const [read, setRead] = useState<Talk>({});
  const [state, setState] = useState<{ busy?: boolean; error?: unknown }>({});
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => setRead({}), [language]);
  const all = together(read.comments ?? [], track.comments ?? []);
  const earlier = read.earlier ?? track.earlier;
  const load = async () => {
    if (state.busy) return;
    setState({ busy: true });
    try {
      const page = await get<Talk>(`public/track/${encodeURIComponent(code)}/comments`, { query: { before: earlier, lang: language } });
      setRead({ comments: together(page.comments ?? [], all), earlier: page.earlier ?? '' });
      setState({});
      // The button is gone then, and the focus would be nowhere.
      if (!page.earlier) list.current?.focus();
    } catch (error) {
      setState({ error });
    }
  };
  return { all, earlier, load, list, ...state };
}

/** Conversation is what was said on both sides, and the box to add to it unless the status asks for an answer above. */
export function Conversation({ track, code, tell, language, t }: ConversationProps) {
  const { all: comments, earlier, load, list, busy, error } = useEarlier(track, code, language);
  const box = track.canComment && !track.status?.answer;
  // Where an answer with words is asked for above, that is the place to write; here only what changes nothing is added.
  const aside = track.moves?.some((move) => move.comment);
  if (comments.length === 0 && !box) return null;
  const over = track.closed && (track.reopens ? 'reopens' : aside ? 'stays' : undefined);
  const title = t(over === 'stays' ? 'public.track.words' : 'public.track.addition');
  const add = <Box key={comments.length} code={code} tell={tell} language={language} t={t} title={title} help={over ? t(`public.track.${over}`) : undefined} />;
  return (
    <section className={card.card}>
      <h2 className={style.heading}>{t('public.track.comments')}</h2>
      {comments.length === 0 ? <p className={style.hint}>{t('public.track.noComments')}</p> : null}
      {earlier ? (
        <p className={style.earlier}>
          <button type="button" className={card.plain} aria-disabled={busy || undefined} onClick={() => void load()}>
            {t(busy ? 'public.track.loading' : 'public.track.earlier')}
          </button>
        </p>
      ) : null}
      {error === undefined ? null : <Trouble error={error} language={language} t={t} />}
      <ul ref={list} className={style.comments} tabIndex={-1}>
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
      {box && aside && !over ? (
        <details className={style.more}>
          <summary>{t('public.track.onlyAdd')}</summary>
          {add}
        </details>
      ) : null}
      {box && (!aside || over) ? add : null}
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
          {state.sending ? t('public.sending') : move?.comment === 'optional' ? move.title : t('public.track.send')}
        </button>
      </div>
    </Form>
  );
}
