import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { wordsIn } from '../i18n/dictionary';
import type { Language } from '../i18n/language';
import { byField, fieldOf, pagesOf, sharers, type FormPage } from '../model/formproblem';
import { changes, derive, dirty, loadExpressions, needsExpressions, validate, type Derived, type Surroundings } from '../model/formstate';
import { isEmpty, type FormView, type LayoutItem, type Values } from '../model/formview';
import { fields, type FieldContext } from '../units/fields';
import { usePress } from './press';

export interface FormOptions extends Pick<FieldContext, 'upload' | 'lookup'> {
  view: FormView;
  language: Language;
  /** A new record: everything entered is sent, not only what differs from the stored values. */
  create?: boolean;
  /** Shows everything as it is, with nothing to type into. */
  readOnly?: boolean;
  /** Entered before, such as a draft; wins over the values of the view. */
  initial?: Values;
  /** What was entered came back without what must be given each time, such as consents; those ask for it. */
  again?: boolean;
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
  /** Problems of other fields that filling this one would mend as well. */
  shared: Map<string, Problem>;
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
  /** Draws something around every item, such as the frames of a designer; everything is shown then. */
  frame?: (item: LayoutItem, content: ReactNode) => ReactNode;
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

/** useEntered holds what was entered, and what logic and formulas make of it. */
function useEntered(options: FormOptions) {
  const { view } = options;
  const [entered, setEntered] = useState(() => start(options));
  const [fetched, setFetched] = useState(0);
  const around = useMemo(() => surroundings(options.around), [options.around]);
  const state = useMemo(() => derive(view, entered, around), [view, entered, around, fetched]);
  const pages = useMemo(() => pagesOf(view, state.hidden), [view, state.hidden]);
  useEffect(() => {
    // Should the interpreter not arrive, the server still works everything out at submit.
    if (needsExpressions(view)) loadExpressions().then(() => setFetched((count) => count + 1), () => undefined);
  }, [view]);
  return { entered, setEntered, around, state, pages };
}

/** useProblems decides which problems are shown: those of fields that were left, and all once the person tried to go on. */
function useProblems(view: FormView, state: Derived, find: () => Problem[], language: Language) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const [attempted, setAttempted] = useState(false);
  // What the server said is in the language it was asked in.
  useEffect(() => setRefused([]), [language]);
  const all = attempted || touched.size > 0 ? find() : [];
  const shown = all.filter((problem) => {
    const key = fieldOf(view, problem);
    return attempted || (touched.has(key) && !isEmpty(state.values[key]));
  });
  return {
    problems: byField(view, [...shown, ...refused]),
    // A refusal names what is wrong; what else might be missing was not asked for.
    attempted: attempted || refused.length > 0,
    setAttempted,
    setRefused,
    touch: (key: string) => setTouched((set) => with_(set, key, true)),
    forgive: (key: string) => setRefused((list) => list.filter((problem) => fieldOf(view, problem) !== key)),
    clear() {
      setTouched(new Set());
      setRefused([]);
      setAttempted(false);
    },
  };
}

/** useForm holds one form: what was entered, what logic makes of it, which problems to show, which page is open. */
export function useForm(options: FormOptions): FormHandle {
  const { view, language, create = false, readOnly = false } = options;
  const { entered, setEntered, around, state, pages } = useEntered(options);
  const [working, setWorking] = useState<ReadonlySet<string>>(new Set());
  const [attention, setAttention] = useState(0);
  const [page, setPage] = useState(0);
  const t = wordsIn(language);
  const afterPress = usePress();
  const find = () => [...validate(view, state, rulesOf, around), ...waiting(working, t)];
  const shown = useProblems(view, state, find, language);
  const at = Math.min(page, Math.max(0, pages.length - 1));
  const busy = (field: string, on: boolean) => setWorking((set) => with_(set, field, on));
  const stop = (problems: readonly Problem[]) => {
    setAttention((count) => count + 1);
    const first = pages.findIndex((one) => problems.some((problem) => isOn(view, one, problem)));
    if (first >= 0 && !problems.some((problem) => isOn(view, pages[at]!, problem))) setPage(first);
  };
  return {
    ...{ view, readOnly, entered, state, pages, attention },
    context: { language, t, values: state.values, texts: view.texts, names: view.names, upload: options.upload, lookup: options.lookup, busy, again: options.again },
    ...{ problems: shown.problems, shared: sharers(view, shown.problems), attempted: shown.attempted, touch: (key: string) => afterPress(() => shown.touch(key)) },
    ...{ page: at, goTo: setPage, busy: working.size > 0, dirty: dirty(view, state), changes: () => changes(view, state, create) },
    set(key, value) {
      setEntered((before) => ({ ...before, [key]: value }));
      shown.forgive(key);
    },
    check() {
      shown.setRefused([]);
      const problems = find();
      if (problems.length === 0) return changes(view, state, create);
      shown.setAttempted(true);
      stop(problems);
      return undefined;
    },
    next() {
      const problems = find().filter((problem) => isOn(view, pages[at]!, problem));
      shown.setAttempted(problems.length > 0);
      if (problems.length > 0) return stop(problems);
      setPage(at + 1);
    },
    refuse(problems) {
      shown.setRefused(problems);
      stop(problems);
    },
    reset(values) {
      setEntered(values ?? start({ ...options, initial: undefined }));
      shown.clear();
      setPage(0);
    },
  };
}

function with_(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  if (set.has(key) === on) return set;
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}

function waiting(working: ReadonlySet<string>, t: FieldContext['t']): Problem[] {
  return [...working].map((field) => ({ code: 'client.uploading', pointer: `/${field}`, message: t('form.waitUpload') }));
}

function isOn(view: FormView, page: FormPage, problem: Problem): boolean {
  const key = fieldOf(view, problem);
  return key !== '' && page.fields.includes(key);
}
