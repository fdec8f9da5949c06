import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formWords, Items, useUnits, type FormHandle } from '../../form';
import { ruleCounts, type FormDefinition } from '../../model/formdesign';
import { draftView } from '../../model/formdraft';
import { isEmpty, typesIn, type FormView, type LayoutItem } from '../../model/formview';
import { layouts } from '../../units/layout';
import { useSurroundings } from '../useDesign';
import { useDesk, useDeskState, useDraft } from './desk';
import { Frame } from './Frame';
import { press, pressAt } from './press';
import { useDropping } from './dropping';
import style from './canvas.module.css';

const nothing = () => undefined;

/** handleOf is a form that is looked at, not filled: nothing can be entered, everything is shown. */
function handleOf(view: FormView, language: 'zh' | 'en', frame: FormHandle['frame']): FormHandle {
  const fields = Object.values(view.fields);
  const values = Object.fromEntries(fields.filter((field) => !isEmpty(field.default)).map((field) => [field.key, field.default]));
  const state = { values, hidden: new Set<string>(), required: new Set(fields.filter((field) => field.required).map((field) => field.key)), locked: new Set<string>(), written: new Set<string>(), left: [] };
  return {
    ...{ view, state, frame, entered: values, readOnly: false, problems: new Map(), shared: new Map(), attempted: false, pages: [], page: 0, dirty: false, busy: false, attention: 0 },
    context: { language, t: formWords(language), values },
    ...{ goTo: nothing, set: nothing, touch: nothing, check: nothing, next: nothing, refuse: nothing, reset: nothing, changes: () => ({}) },
  };
}

/** wrongIn lists what problems are about, by the keys of fields. */
function wrongIn(document: FormDefinition, problems: readonly { pointer: string }[]): ReadonlySet<string> {
  const at = problems.flatMap(({ pointer }) => /^\/spec\/fields\/(\d+)/.exec(pointer)?.[1] ?? []);
  return new Set(at.flatMap((index) => document.spec.fields[Number(index)]?.key ?? []));
}

/** Canvas is the form itself, drawn by its real renderer, every item in a frame. */
export function Canvas() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const document = useDraft();
  const { bundle, problems, catalog } = useSurroundings();
  const where = useDeskState((state) => (state.mode === 'public' ? 'public' : 'form'));
  const dropEnd = useDeskState((state) => state.drop?.target === '');
  const root = useRef<HTMLDivElement>(null);
  useDropping(root);
  useEffect(() => {
    // What had the focus may be gone, taken back or deleted; the keyboard still works then.
    const listen = (event: globalThis.KeyboardEvent) => void (event.target === globalThis.document.body && pressAt(event, desk));
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [desk]);
  const view = useMemo(() => draftView(document.spec, document.key, document.title, where, bundle, desk.language, catalog.fields), [document, where, bundle, desk.language, catalog]);
  const counts = useMemo(() => ruleCounts(document.spec), [document.spec]);
  const wrong = useMemo(() => wrongIn(document, problems), [document, problems]);
  const frame = (item: LayoutItem, content: ReactNode) => {
    const id = item.field ?? item.key ?? '';
    return (
      <Frame item={item} id={id} field={view.fields[item.field ?? '']} rules={counts.get(id) ?? 0} wrong={wrong.has(id)}>
        {content}
      </Frame>
    );
  };
  const form = handleOf(view, desk.language, frame);
  const layout = view.layout ?? [];
  const drawn = useUnits(typesIn(layout), layouts);
  const ready = useUnits(Object.values(view.fields).map((field) => field.type)) && drawn;
  return (
    // Presses bubble here from the frames, which are what is operated.
    <div ref={root} className={style.canvas} data-canvas tabIndex={-1} onClick={(event) => choose(event, desk)} onDoubleClick={() => desk.put({ editing: desk.store.getState().selected })} onKeyDown={(event: KeyboardEvent) => press(event, desk)}>
      <article className={style.sheet} aria-label={t('canvas')}>
        <header className={style.title}>
          <h2>{view.title}</h2>
          {view.intro ? <p>{view.intro}</p> : null}
        </header>
        <div className={style.form}>{ready ? <Items items={layout} form={form} prefix="canvas-" /> : null}</div>
        {layout.length === 0 ? <p className={style.nothing}>{where === 'public' ? t('emptyPublic') : t('emptyForm')}</p> : null}
        <div className={style.end} data-edge={dropEnd || undefined} />
      </article>
    </div>
  );
}

/** choose selects what was pressed; a press on a tab chooses the section behind it. */
function choose(event: MouseEvent, desk: ReturnType<typeof useDesk>): void {
  const target = event.target as Element;
  const tab = target.closest('[role="tab"]');
  if (tab) return desk.select(/-tab-(.*)$/.exec(tab.id)?.[1], false);
  if (target.closest('[role="toolbar"], [role="menu"], input')) return;
  desk.select(target.closest<HTMLElement>('[data-frame]')?.dataset.frame, true);
}
