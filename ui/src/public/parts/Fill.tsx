import { useEffect, useMemo, useRef, useState } from 'react';
import { upload } from '../../api/upload';
import { ApiError } from '../../api/problem';
import { Form, useUnits } from '../../form/Form';
import { useForm, type FormHandle } from '../../form/useForm';
import { known, type FormView, type Values } from '../../model/formview';
import { get } from '../../api/client';
import { fields, type Choice, type FieldContext, type StoredFile } from '../../units/fields';
import { usual } from '../../units/fields/usual';
import { timeText } from '../../units/control/time';
import { drafts, keepable, type Draft } from '../draft';
import type { PageProps } from '../page';
import { attemptFor, type Sender } from '../send';
import { shown, type Sent } from '../way';
import style from './card.module.css';
import { Trouble } from './Notice';

fields.put(usual);

interface FillProps extends Pick<PageProps, 'language' | 't'> {
  /** Names the draft: one per form. */
  name: string;
  view: FormView;
  prefill?: Values;
  /** The moment from which nothing is taken any more. */
  closes?: string;
  /** Absent in a preview, which sends nothing. */
  sender?: Sender;
  onSent: (sent: Sent) => void;
  /** The form is another one by now: it has to be fetched again, with what was entered kept. */
  onChanged?: () => void;
}

/** useSending sends the form once, however often the button is pressed, and keeps what is needed to try again. */
function useSending(form: FormHandle, store: ReturnType<typeof drafts>, { view, sender, onSent, onChanged }: FillProps, first: Draft['attempt']) {
  const attempt = useRef(first);
  const busy = useRef(false);
  const [state, setState] = useState<{ sending?: boolean; error?: unknown }>({});
  const send = async () => {
    // A second tap arrives before the button can be drawn as busy.
    if (busy.current) return;
    const data = form.check();
    if (!data) return;
    if (!sender) return onSent({ no: '' });
    busy.current = true;
    setState({ sending: true });
    attempt.current = attemptFor(JSON.stringify(data), attempt.current);
    store.save({ values: keepable(view, form.entered), attempt: attempt.current });
    try {
      const sent = await sender.send(data, attempt.current.key);
      store.clear(true);
      onSent(sent);
    } catch (error) {
      const changed = error instanceof ApiError && error.problems[0]?.code === 'public.form_changed';
      if (changed) onChanged?.();
      const refused = error instanceof ApiError && !error.retryable && !changed;
      if (refused) form.refuse(error.problems);
      setState(refused ? {} : { error });
    } finally {
      busy.current = false;
    }
  };
  useOnline(state.error instanceof ApiError && state.error.failure === 'offline', () => void send());
  return { ...state, send: () => void send(), attempt };
}

/** Fill waits for the types of what the link brings along: they know what its words mean as values. */
export function Fill(props: FillProps) {
  const ready = useUnits(Object.keys(props.prefill ?? {}).map((key) => props.view.fields[key]?.type ?? ''));
  return ready ? <Sheet {...props} /> : null;
}

/** Sheet is one form being filled in by a visitor. Nothing typed is lost: not by a reload, not by a lost connection. */
function Sheet(props: FillProps) {
  const { name, view, prefill, closes, sender, language, t } = props;
  const store = useMemo(() => drafts(name), [name]);
  const [draft] = useState(() => (sender ? store.load() : undefined));
  const start = useMemo(() => meant(view, prefill), [view]);
  const back = known(view, draft?.values);
  const [restored, setRestored] = useState(Object.keys(back).length > 0);
  const form = useForm({ view, language, create: true, initial: { ...start, ...back }, again: restored, ...(sender ? server(sender, name) : {}) });
  const { sending, error, send, attempt } = useSending(form, store, props, draft?.attempt);
  const kept = useDraft(Boolean(sender), view, form.entered, (values) => store.save({ values, attempt: attempt.current }));
  const clear = () => {
    store.clear();
    attempt.current = undefined;
    form.reset(start);
    setRestored(false);
  };
  return (
    <section className={style.card} onFocus={() => void sender?.begin().catch(() => undefined)}>
      <div className={style.hero}>
        <h1>{view.title}</h1>
        {view.intro ? <p>{view.intro}</p> : null}
      </div>
      {closes ? <Deadline closes={closes} language={language} t={t} /> : null}
      {restored ? <Restored t={t} onClear={clear} /> : null}
      <Form form={form} onSubmit={send}>
        <div className={style.send}>
          {view.notice ? <p className={style.privacy}>{view.notice}</p> : null}
          {error === undefined ? null : <Trouble error={error} comfort={comfort(error, t)} language={language} t={t} onRetry={send} />}
          <button type="submit" className={`${style.primary} ${style.wide}`} aria-disabled={sending || undefined}>
            {sending ? t('public.sending') : view.submit || t('form.submit')}
          </button>
          <p className={style.kept}>{kept ? t('public.kept') : ''}</p>
        </div>
      </Form>
    </section>
  );
}

/** Deadline says until when the form is taken, and when that moment comes while it is being filled. */
function Deadline({ closes, language, t }: Pick<PageProps, 'language' | 't'> & { closes: string }) {
  const left = Date.parse(closes) - Date.now();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Longer than a page lies open, and than a timer can wait.
    const timer = left < 864e5 ? setTimeout(() => setOver(true), left) : 0;
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className={over ? style.alert : style.privacy}>
      {t(over ? 'public.closed' : 'public.until', { at: timeText(closes, language) })}
    </p>
  );
}

function Restored({ t, onClear }: Pick<PageProps, 't'> & { onClear: () => void }) {
  return (
    <div role="status" className={style.draft}>
      <span>{t('public.restored')}</span>
      <button type="button" className={style.link} onClick={onClear}>
        {t('public.clear')}
      </button>
    </div>
  );
}

function comfort(error: unknown, t: PageProps['t']): string {
  if (!(error instanceof ApiError)) return t('public.nothingLost');
  if (error.failure === 'offline') return t('public.sendsItself');
  return error.retryAfter ? t('public.later', { seconds: error.retryAfter }) : t('public.nothingLost');
}

/** meant reads what the link brings along, which is all text. */
function meant(view: FormView, prefill: Values = {}): Values {
  const read = ([key, value]: [string, unknown]) => {
    const unit = fields.get(view.fields[key]?.type ?? '');
    return [key, typeof value === 'string' && unit.read ? unit.read(value) : value];
  };
  return Object.fromEntries(Object.entries(prefill).map(read));
}

function server(sender: Sender, name: string): Pick<FieldContext, 'upload' | 'lookup'> {
  return {
    upload: (field, file, progress, signal) =>
      upload<StoredFile>('public/files', file, { fields: { token: sender.current(), field: field.key }, headers: shown(), progress, signal }),
    lookup: (field, search) =>
      get<Choice[]>(`public/forms/${name}/options/${encodeURIComponent(field.key)}`, { query: { q: search, token: sender.current() } }),
  };
}

/** useDraft keeps what is typed a moment after each change, and at once when the page is left. */
function useDraft(on: boolean, view: FormView, entered: Values, save: (values: Values) => boolean): boolean {
  const [kept, setKept] = useState(false);
  const first = useRef(entered);
  const latest = useRef(() => {});
  latest.current = () => {
    if (!on || first.current === entered) return;
    first.current = entered;
    setKept(save(keepable(view, entered)));
  };
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), 400);
    return () => clearTimeout(timer);
  }, [entered]);
  useEffect(() => {
    const now = () => latest.current();
    addEventListener('pagehide', now);
    document.addEventListener('visibilitychange', now);
    return () => {
      removeEventListener('pagehide', now);
      document.removeEventListener('visibilitychange', now);
    };
  }, []);
  return kept && fields.ready(Object.values(view.fields).map((field) => field.type));
}

/** useOnline runs something once when the connection is back. */
function useOnline(waiting: boolean, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!waiting) return undefined;
    const back = () => latest.current();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [waiting]);
}
