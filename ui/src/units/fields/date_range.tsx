import type { Problem } from '../../api/problem';
import { checkDate } from '../../model/checks';
import style from '../control/control.module.css';
import { asText, Plain } from '../control/Line';
import span from '../control/span.module.css';
import { dateText } from '../control/time';
import { defineField, limit, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const words = {
  zh: { start: '开始', end: '结束', days: '共 {n} 天', to: ' 至 ' },
  en: { start: 'From', end: 'To', days: '{n} days', to: ' – ' },
};

interface Range {
  start?: string | null;
  end?: string | null;
}

const rangeOf = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Range;
const empty = (value: unknown) => !rangeOf(value).start && !rangeOf(value).end;

/** Both days count. */
const daysIn = ({ start, end }: Range) => Math.round((Date.parse(asText(end)) - Date.parse(asText(start))) / 86_400_000) + 1;

function check(value: unknown, field: FieldDefinition): Problem[] {
  const range = rangeOf(value);
  const at = (pointer: string, problems: Problem[]) => problems.map((problem) => ({ ...problem, pointer }));
  if (!range.start || !range.end) return [{ code: 'form.date_range.incomplete', pointer: range.start ? '/end' : '/start' }];
  const found = [...at('/start', checkDate(range.start, field)), ...at('/end', checkDate(range.end, field))];
  const max = limit(field, 'maxDays');
  if (found.length > 0) return found;
  if (range.end < range.start) return [{ code: 'form.date_range.order', pointer: '/end' }];
  return max !== undefined && daysIn(range) > max ? [{ code: 'form.date_range.too_long', pointer: '/end', params: { max } }] : [];
}

function Input(props: FieldInputProps) {
  const { id, labelId, field, value, onChange, onBlur, readOnly, required, problems, describedBy, context } = props;
  const say = words[context.language];
  const range = rangeOf(value);
  const set = (part: keyof Range, text: string) => {
    const next = { ...range, [part]: text || null };
    onChange(empty(next) ? null : next);
  };
  const wrong = (part: string) => problems.some(({ pointer }) => !/\/(start|end)$/.test(pointer) || pointer.endsWith(`/${part}`)) || undefined;
  const limits = { min: setting(field, 'min', '') || undefined, max: setting(field, 'max', '') || '9999-12-31' };
  const box = (part: 'start' | 'end', min?: string) => (
    <label>
      <span>{say[part]}</span>
      <input type="date" id={part === 'start' ? `${id}-start` : undefined} className={style.input} {...limits} min={min || limits.min} value={asText(range[part])} readOnly={readOnly} aria-required={required || undefined} aria-invalid={wrong(part)} aria-describedby={describedBy} onInput={(event) => set(part, event.currentTarget.value)} onBlur={onBlur} />
    </label>
  );
  return (
    <div role="group" id={id} className={span.span} aria-labelledby={labelId} aria-describedby={describedBy}>
      {box('start')}
      {box('end', asText(range.start))}
      <span className={span.length} role="status">
        {daysIn(range) > 0 ? say.days.replace('{n}', String(daysIn(range))) : ''}
      </span>
    </div>
  );
}

function View({ value, context }: FieldViewProps) {
  const { start, end } = rangeOf(value);
  const text = [start, end].map((day) => dateText(day, context.language));
  return <Plain text={start === end ? text[0]! : text.join(words[context.language].to)} context={context} />;
}

export default defineField({ type: 'date_range', Input, View, check, empty, grouped: true });
