import type { ComponentProps, ReactNode } from 'react';
import { aria, limit, setting, type FieldInputProps, type FieldViewProps } from '../fields/field';
import style from './control.module.css';

type Native = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'onInput'>;

/** Line is one line of text with what every text-like field shares: ids, aria, limits, autocomplete. */
export function Line({ props, value, onText, native }: { props: FieldInputProps; value: string; onText: (text: string) => void; native?: Native }) {
  const { id, field, onBlur, readOnly } = props;
  return (
    <input
      id={id}
      type="text"
      className={style.input}
      placeholder={setting(field, 'placeholder', '') || undefined}
      autoComplete={setting(field, 'autocomplete', '') || undefined}
      {...aria(props)}
      onBlur={onBlur}
      readOnly={readOnly}
      {...native}
      value={value}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  );
}

/** Least says how much has to be written, until it is. */
export function Least({ props: { field, value, context, readOnly } }: { props: FieldInputProps }) {
  const min = limit(field, 'minLength') ?? 0;
  const count = [...asText(value).trim()].length;
  return min > 1 && count < min && !readOnly ? <span className={style.count}>{context.t(count ? 'form.more' : 'form.least', { count: min - count })}</span> : null;
}

/** Affixed puts a unit or currency before or behind a control. */
export function Affixed({ before, after, children }: { before?: string; after?: string; children: ReactNode }) {
  if (!before && !after) return <>{children}</>;
  return (
    <span className={style.affixed}>
      {before ? <span className={style.affix}>{before}</span> : null}
      {children}
      {after ? <span className={style.affix}>{after}</span> : null}
    </span>
  );
}

/** Plain shows a text, or a dash that screen readers speak as "nothing entered". */
export function Plain({ text, context, lines }: { text: string; context: FieldViewProps['context']; lines?: boolean }) {
  if (!text) return <Nothing context={context} />;
  return <span className={lines ? style.lines : style.value}>{text}</span>;
}

export function Nothing({ context }: { context: FieldViewProps['context'] }) {
  return (
    <span className={style.none}>
      <span aria-hidden="true">—</span>
      <span className="visually-hidden">{context.t('form.empty')}</span>
    </span>
  );
}

export const asText = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
