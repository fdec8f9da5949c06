import { useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../api/problem';
import { wordsIn } from '../i18n/dictionary';
import type { Language } from '../i18n/language';
import { byField, fieldOf, pagesOf, type FormPage } from '../model/formproblem';
import { changes, derive, dirty, loadExpressions, needsExpressions, validate, type Derived, type Surroundings } from '../model/formstate';
import { isEmpty, type FormView, type Values } from '../model/formview';
import { fields, type FieldContext } from '../units/fields';

export interface FormOptions extends Pick<FieldContext, 'upload' | 'lookup'> {
  view: FormView;
  language: Language;
  /** A new record: everything entered is sent, not only what differs from the stored values. */
  create?: boolean;
  /** Shows everything as it is, with nothing to type into. */
  readOnly?: boolean;
  /** Entered before, such as a draft; wins over the values of the view. */
  initial?: Values;
  /** What expressions may read besides the fields, such as `user` and `record`. */
  around?: Surroundings;
}

export interface FormHandle {
  view: FormView;
  readOnly: boolean;
  /** What the person entered, with what logic hides kept aside in case it is shown again. */
  entered: Values;
  state: Derived;
  /** The problems to show now. */
  problems: Map<string, Problem[]>;
  /** True once the person tried to go on; from then on every field is checked as they type. */
  attempted: boolean;
  context: FieldContext;
  pages: FormPage[];
  page: number;
  goTo: (page: number) => void;
  set: (key: string, value: unknown) => void;
  touch: (key: string) => void;
  /** Returns what has to be sent, or undefined when there are problems; those are shown and the first is focused. */
  check: () => Record<string, unknown> | undefined;
  /** Goes one page on when the present one is in order. */
  next: () => void;
  /** Shows what the server refused. */
  refuse: (problems: readonly Problem[]) => void;
  /** Starts again from other values, or from the view's own. */
  reset: (values?: Values) => void;
  changes: () => Record<string, unknown>;
  dirty: boolean;
  /** True while files are on their way. */
  busy: boolean;
  /** Grows each time the first problem has to be focused; the Form component listens. */
  attention: number;
}

const rulesOf = (type: string) => fields.get(type);

function surroundings(more: Surroundings = {}): Surroundings {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return { now: now.toISOString().replace(/\.\d+Z$/, 'Z'), today: local.toISOString().slice(0, 10), ...more };
}

function start({ view, create, initial }: FormOptions): Values {
  const defaults: Record<string, unknown> = {};
  for (const field of Object.values(view.fields)) if (create && !isEmpty(field.default)) defaults[field.key] = field.default;
  return { ...defaults, ...view.values, ...initial };
}

/** useForm holds one form: what was entered, what logic makes of it, which problems to show, which page is open. */
export function useForm(options: FormOptions): FormHandle {
  const { view, language, create = false, readOnly = false } = options;
  const [entered, setEntered] = useState(() => start(options));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const [attempted, setAttempted] = useState(false);
  const [attention, setAttention] = useState(0);
  const [page, setPage] = useState(0);
  const [working, setWorking] = useState<ReadonlySet<string>>(new Set());
  const [fetched, setFetched] = useState(0);
  const around = useMemo(() => surroundings(options.around), [options.around]);
  const state = useMemo(() => derive(view, entered, around), [view, entered, around, fetched]);
  const pages = useMemo(() => pagesOf(view, state.hidden), [view, state.hidden]);
  const at = Math.min(page, Math.max(0, pages.length - 1));

  const context: FieldContext = {
    language,
    t: wordsIn(language),
    values: state.values,
    texts: view.texts,
    names: view.names,
    upload: options.upload,
    lookup: options.lookup,
    busy: (field, on) => setWorking((set) => with_(set, field, on)),
  };
  const local = () => [...validate(view, state, rulesOf, around), ...waiting(working, context)];
  const all = attempted || touched.size > 0 ? local() : [];
  const shown = all.filter((problem) => {
    const key = fieldOf(view, problem);
    return attempted || (touched.has(key) && !isEmpty(state.values[key]));
  });
  const live = useRef({ state, entered });
  live.current = { state, entered };

  useEffect(() => setRefused([]), [language]);
  useEffect(() => {
    // Should the interpreter not arrive, the server still works everything out at submit.
    if (needsExpressions(view)) loadExpressions().then(() => setFetched((count) => count + 1), () => undefined);
  }, [view]);

  const stop = (problems: readonly Problem[]) => {
    setAttempted(true);
    setAttention((count) => count + 1);
    const first = pages.findIndex((one) => problems.some((problem) => isOn(view, one, problem)));
    if (first >= 0 && !problems.some((problem) => isOn(view, pages[at]!, problem))) setPage(first);
  };
  return {
    view, readOnly, entered, state, attempted, context, pages, attention,
    page: at,
    problems: byField(view, [...shown, ...refused]),
    goTo: setPage,
    set(key, value) {
      setEntered((before) => ({ ...before, [key]: value }));
      setRefused((list) => list.filter((problem) => fieldOf(view, problem) !== key));
    },
    touch: (key) => setTouched((set) => with_(set, key, true)),
    check() {
      setRefused([]);
      const problems = local();
      if (problems.length === 0) return changes(view, state, create);
      stop(problems);
      return undefined;
    },
    next() {
      const problems = local().filter((problem) => isOn(view, pages[at]!, problem));
      if (problems.length > 0) return stop(problems);
      setAttempted(false);
      setPage(at + 1);
    },
    refuse(problems) {
      setRefused(problems);
      stop(problems);
    },
    reset(values) {
      setEntered(values ?? start({ ...options, initial: undefined }));
      setTouched(new Set());
      setRefused([]);
      setAttempted(false);
      setPage(0);
    },
    changes: () => changes(view, live.current.state, create),
    dirty: dirty(view, state),
    busy: working.size > 0,
  };
}

function with_(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  if (set.has(key) === on) return set;
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}

function waiting(working: ReadonlySet<string>, { t }: FieldContext): Problem[] {
  return [...working].map((field) => ({ code: 'client.uploading', pointer: `/${field}`, message: t('form.waitUpload') }));
}

function isOn(view: FormView, page: FormPage, problem: Problem): boolean {
  const key = fieldOf(view, problem);
  return key !== '' && page.fields.includes(key);
}
