import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/console';
import { say, toLanguage, type Language } from '../../i18n/text';
import { useSession } from '../../console/session';
import { asked, added, type AskField, type BoardSpec, type ChartKind, type QuestionSpec, type WidgetSpec } from '../../model/boarddesign';
import type { Definition } from '../../model/design';
import type { FormSpec } from '../../model/formdesign';
import { appOf, formsOf } from '../../model/session';
import { charts } from '../../units/charts';
import { columnsOf } from '../inspector/columns';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';

/** What the parts of the board designer share. */
export interface BoardDesk {
  spec: BoardSpec;
  language: Language;
  kinds: readonly ChartKind[];
  title: (kind: string) => string;
  fields: (form: string) => readonly AskField[];
  selected?: string;
  select: (key: string | undefined) => void;
  /** What is wrong with each widget, by its place among them. */
  wrong: (at: number) => { hard: boolean; words: string[] } | undefined;
  add: (kind: ChartKind, at?: { x: number; y: number }) => void;
  /** The title that a question gets by itself. */
  named: (question: QuestionSpec) => string;
}

export const BoardContext = createContext<BoardDesk | undefined>(undefined);

export function useBoard(): BoardDesk {
  const found = useContext(BoardContext);
  if (!found) throw new Error('a part of the board designer stands in it');
  return found;
}

const numbers = new Set(['number', 'money', 'percent', 'rating', 'nps', 'slider', 'formula', 'rollup']);
const times = new Set(['date', 'datetime']);
const groups = new Set(['select', 'multi_select', 'boolean', 'user', 'department', 'relation', 'status', 'cascader', 'tags', 'text', 'autonumber']);
const few = new Set(['select', 'multi_select', 'boolean', 'status', 'cascader']);

/** fieldsFor are the fields of a form that a question can name: what is personal is never counted by. */
export function fieldsFor(bundle: readonly Definition[], form: string, language: Language): AskField[] {
  const found = bundle.find(({ kind, key }) => kind === 'form' && key === form);
  const spec = found?.spec as unknown as FormSpec | undefined;
  const personal = new Set((spec?.fields ?? []).filter((one) => one.personal).map(({ key }) => key));
  const all = columnsOf(bundle, form, language, { system: true }).filter(({ field }) => !personal.has(field) && !/^(user\.|today$|now$|working$)/.test(field));
  const asks = all.flatMap(({ field, title, type }): AskField[] => {
    if (field === 'record.status' && !spec?.process) return [];
    if (times.has(type)) return [{ field, title, kind: 'time' }];
    if (numbers.has(type)) return [{ field, title, kind: 'number' }];
    return groups.has(type) ? [{ field, title, kind: 'group', few: few.has(type) }] : [];
  });
  // The status is what most boards ask about first, and the time of creation stands for "when".
  const place = ({ field }: AskField) => ['record.status', 'record.createdAt'].indexOf(field) + 1 || 9;
  return asks.sort((a, b) => place(a) - place(b));
}

/** useKinds are the kinds of charts: what the catalogue says, with what each begins as. */
function useKinds(language: Language): [readonly ChartKind[], (kind: string) => string] {
  const { catalog } = useSurroundings();
  return useMemo(() => {
    const list = catalog.charts.map((info): ChartKind => {
      const { size, begins, starter } = charts.get(info.id);
      return { id: info.id, shape: info.shape!, settings: info.settings, size, begins, starter };
    });
    return [list, (kind: string) => say(catalog.charts.find(({ id }) => id === kind)?.label, language) || kind];
  }, [catalog, language]);
}

/** useMainForm is the form a new widget is about: that of the last one, else the first of the menu that has a process. */
function useMainForm(spec: BoardSpec): string {
  const { place, bundle } = useSurroundings();
  const entry = appOf(useSession(), place.app);
  const forms = entry ? formsOf(entry) : [];
  const main = (forms.find(({ process }) => process) ?? forms[0])?.form;
  return spec.widgets.at(-1)?.question.dataset ?? main ?? bundle.find(({ kind }) => kind === 'form')?.key ?? '';
}

/** useBoardDesk gathers what the parts of the designer share. */
export function useBoardDesk(selected: string | undefined, select: (key: string | undefined) => void): BoardDesk {
  const { t, i18n } = useTranslation('designboard');
  const language = toLanguage(i18n.language);
  const { bundle, problems } = useSurroundings();
  const { spec } = useDocument<BoardSpec>();
  const change = useChange<BoardSpec>();
  const [kinds, title] = useKinds(language);
  const main = useMainForm(spec);
  const fields = useMemo(() => {
    const known = new Map<string, AskField[]>();
    return (form: string) => known.get(form) ?? known.set(form, fieldsFor(bundle, form, language)).get(form)!;
  }, [bundle, language]);
  const named = (question: QuestionSpec) => {
    const form = say(bundle.find(({ kind, key }) => kind === 'form' && key === question.dataset)?.title, language) || question.dataset;
    const by = (question.by ?? []).map((one) => fields(question.dataset).find(({ field }) => field === one.field)?.title ?? one.field);
    return by.length > 0 ? t('auto.by', { form, by: by.join(t('auto.and')) }) : t('auto.count', { form });
  };
  const wrong = (at: number) => {
    const own = problems.filter(({ pointer }) => pointer === `/spec/widgets/${at}` || pointer.startsWith(`/spec/widgets/${at}/`));
    return own.length > 0 ? { hard: own.some((one) => !one.warning), words: [...new Set(own.map((one) => one.message || problemText(one)))] } : undefined;
  };
  const add = (kind: ChartKind, at?: { x: number; y: number }) => {
    const question = asked(kind, main, fields(main));
    let key = '';
    change('board.added', ({ spec: draft }) => void (key = added(draft, kind, named(question), question, at)), undefined, { name: title(kind.id) });
    select(key);
  };
  return { spec, language, kinds, title, fields, selected: spec.widgets.some(({ key }) => key === selected) ? selected : undefined, select, wrong, add, named };
}

/** useWidget changes the widget under work. */
export function useWidget(widget: WidgetSpec) {
  const change = useChange<BoardSpec>();
  const { language, named } = useBoard();
  return (said: string, apply: (draft: WidgetSpec) => void, gesture?: string) =>
    change(`board.${said}`, ({ spec }) => {
      const own = spec.widgets.find(({ key }) => key === widget.key) as WidgetSpec | undefined;
      if (!own) return;
      // A title nobody wrote follows what is asked.
      const follows = say(own.title, language) === named(own.question);
      apply(own);
      if (follows && said !== 'title') own.title = named(own.question);
    }, gesture && `${widget.key}.${gesture}`);
}
