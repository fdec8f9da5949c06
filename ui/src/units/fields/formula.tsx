import { comma } from '../../i18n/sentence';
import style from '../control/control.module.css';
import { Plain } from '../control/Line';
import { dateText, timeText } from '../control/time';
import { formatNumber } from '../control/typed';
import { defineField, limit, setting, type FieldInputProps, type FieldViewProps } from './field';

/** What a formula computed, written by the kind of its result. */
function textOf({ field, value, context }: FieldViewProps): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return context.t(value ? 'form.yes' : 'form.no');
  const unit = setting(field, 'unit', '');
  if (typeof value === 'number') return formatNumber(value, context.language, limit(field, 'decimals')) + (unit && ` ${unit}`);
  if (Array.isArray(value)) return value.join(comma(context.language));
  const result = setting(field, 'result', '');
  if (result === 'date') return dateText(value, context.language);
  return result === 'datetime' ? timeText(value, context.language) : String(value);
}

/** The result follows what is typed; polite, so that a screen reader finishes its sentence first. */
function Input(props: FieldInputProps) {
  return (
    <output id={props.id} className={style.computed} aria-live="polite">
      {textOf(props) || '—'}
    </output>
  );
}

function View(props: FieldViewProps) {
  return <Plain text={textOf(props)} context={props.context} />;
}

export default defineField({ type: 'formula', Input, View, output: true });
