import type { CSSProperties } from 'react';
import type { Problem } from '../../api/problem';
import { checkNumber } from '../../model/checks';
import { Plain } from '../control/Line';
import style from '../control/scale.module.css';
import { formatNumber, parseNumber } from '../control/typed';
import { aria, defineField, setting, type FieldContext, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const words = {
  zh: { unset: '拖动选择', clear: '清除' },
  en: { unset: 'Slide to choose', clear: 'Clear' },
};

interface Mark {
  value: number;
  title: string;
}

const rangeOf = (field: FieldDefinition) => ({ min: setting(field, 'min', 0), max: setting(field, 'max', 100), step: setting(field, 'step', 1) });

function textOf(field: FieldDefinition, value: unknown, { language }: FieldContext): string {
  const unit = setting(field, 'unit', '');
  const text = formatNumber(value, language);
  return text && unit ? `${text} ${unit}` : text;
}

function Marks({ field }: { field: FieldDefinition }) {
  const { min, max } = rangeOf(field);
  const marks = (field.settings?.marks ?? []) as Mark[];
  if (marks.length === 0) return null;
  const end = (value: number) => (value === min ? 'low' : value === max ? 'high' : undefined);
  return (
    <div className={style.marks} aria-hidden="true">
      {marks.map((mark) => (
        <span key={mark.value} data-end={end(mark.value)} style={{ '--at': `${((mark.value - min) / (max - min)) * 100}%` } as CSSProperties}>
          {mark.title}
        </span>
      ))}
    </div>
  );
}

/** Until it is touched the thumb only waits in the middle: that is no answer, and is not sent as one. */
function Input(props: FieldInputProps) {
  const { id, field, value, onChange, onBlur, readOnly, required, context } = props;
  const { min, max, step } = rangeOf(field);
  const unset = typeof value !== 'number';
  const middle = min + Math.round((max - min) / 2 / step) * step;
  const marks = (field.settings?.marks ?? []) as Mark[];
  const word = marks.find((mark) => mark.value === value)?.title;
  const said = unset ? words[context.language].unset : [textOf(field, value, context), word].filter(Boolean).join(', ');
  const take = (event: { currentTarget: HTMLInputElement }) => onChange(Number(event.currentTarget.value));
  const { 'aria-required': _, ...shared } = aria(props);
  return (
    <div className={style.slider}>
      <div className={style.track}>
        <input id={id} type="range" {...{ min, max, step }} value={unset ? middle : value} {...shared} aria-valuetext={said} data-unset={unset || undefined} disabled={readOnly} onInput={take} onPointerUp={(event) => unset && take(event)} onBlur={onBlur} />
        <output htmlFor={id} aria-hidden="true" data-unset={unset || undefined}>
          {unset ? said : textOf(field, value, context)}
        </output>
      </div>
      <Marks field={field} />
      {unset || required || readOnly ? null : (
        <button type="button" className={style.clear} aria-label={`${words[context.language].clear} ${field.title}`} onClick={() => onChange(null)}>
          {words[context.language].clear}
        </button>
      )}
    </div>
  );
}

function View({ field, value, context }: FieldViewProps) {
  return <Plain text={textOf(field, value, context)} context={context} />;
}

function check(value: unknown, field: FieldDefinition): Problem[] {
  const { min, step } = rangeOf(field);
  const problems = checkNumber(value, field);
  const steps = (Number(value) - min) / step;
  return problems.length > 0 || Math.abs(steps - Math.round(steps)) <= 1e-6 ? problems : [{ code: 'form.slider.step', pointer: '', params: { step, min } }];
}

export default defineField({ type: 'slider', Input, View, check, read: parseNumber });
