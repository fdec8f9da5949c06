import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { layoutOf, typesIn } from '../model/formview';
import { fields } from '../units/fields';
import { layouts } from '../units/layout';
import { Items } from './Items';
import style from './form.module.css';
import { focusProblem, Summary } from './Summary';
import type { FormHandle } from './useForm';

export interface FormProps {
  form: FormHandle;
  /** Called when the person sends the form: Enter in a line, or a submit button of the footer. */
  onSubmit?: () => void;
  /** Stands below the last page: notice, buttons. */
  children?: ReactNode;
}

/** useUnits loads the units of some types, by default of fields; false until they are there. */
export function useUnits(types: readonly string[], units: Pick<typeof fields, 'ready' | 'load'> = fields): boolean {
  const wanted = [...new Set(types)].sort().join();
  const [ready, setReady] = useState(() => units.ready(types));
  useEffect(() => {
    let gone = false;
    setReady(units.ready(types));
    units.load(types).then(
      () => gone || setReady(true),
      // What could not be loaded is entered by the generic control; the form stays usable.
      () => gone || setReady(true),
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  return ready;
}

/** Form draws a form and everything that happens while it is filled; useForm holds what is in it. */
export function Form({ form, onSubmit, children }: FormProps) {
  const { view, page, pages, attention, problems } = form;
  const drawn = useUnits(typesIn(layoutOf(view)), layouts);
  const ready = useUnits(Object.values(view.fields).map((field) => field.type)) && drawn;
  const prefix = useId();
  const root = useRef<HTMLFormElement>(null);
  const opened = useRef(page);

  useEffect(() => {
    if (attention > 0 && root.current) focusProblem(root.current);
  }, [attention]);
  useEffect(() => {
    if (opened.current === page) return;
    opened.current = page;
    if (attention === 0 || problems.size === 0) root.current?.querySelector<HTMLElement>('[data-page-title]')?.focus();
    root.current?.scrollIntoView({ block: 'start' });
  }, [page]);

  const current = pages[page];
  const last = page >= pages.length - 1;
  return (
    <form
      ref={root}
      noValidate
      className={style.form}
      data-theme-size={view.theme || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (last) onSubmit?.();
        else form.next();
      }}
    >
      {pages.length > 1 ? <Progress form={form} /> : null}
      {form.attempted ? <Summary form={form} prefix={prefix} /> : null}
      {ready && current ? <Items items={current.items} form={form} prefix={prefix} /> : <div className={style.waiting} />}
      {last ? children : null}
      {pages.length > 1 ? <Turn form={form} last={last} /> : null}
    </form>
  );
}

function Turn({ form, last }: { form: FormHandle; last: boolean }) {
  const { page, context } = form;
  return (
    <div className={style.turn}>
      {page > 0 ? (
        <button type="button" className={style.plain} onClick={() => form.goTo(page - 1)}>
          {context.t('form.back')}
        </button>
      ) : null}
      {last ? null : (
        <button type="submit" className={style.primary}>
          {context.t('form.next')}
        </button>
      )}
    </div>
  );
}

function Progress({ form }: { form: FormHandle }) {
  const { page, pages, context } = form;
  const { title, text } = pages[page]!;
  const where = context.t('form.progress', { at: page + 1, all: pages.length });
  return (
    <div className={style.progress}>
      <p tabIndex={-1} data-page-title>
        <strong>{title}</strong> <span>{where}</span>
      </p>
      <progress max={pages.length} value={page + 1} aria-label={where} />
      {text ? <p className={style.text}>{text}</p> : null}
    </div>
  );
}
