import { asText, Plain } from '../control/Line';
import style from '../control/scale.module.css';
import { parseNumber } from '../control/typed';
import { defineField, setting, type FieldInputProps, type FieldViewProps } from './field';

const points = Array.from({ length: 11 }, (_, point) => point);

/** The scale of the Net Promoter Score, 0 to 10, in two rows on a phone; each end says what it means. */
function Input({ id, labelId, field, value, onChange, onBlur, readOnly, required, problems, describedBy, context }: FieldInputProps) {
  const [low, high] = [setting(field, 'low', ''), setting(field, 'high', '')];
  const name = (point: number) => [context.t('form.points', { count: point, max: 10 }), point === 0 && low, point === 10 && high].filter(Boolean).join(', ');
  return (
    <div role="radiogroup" id={id} className={style.nps} aria-labelledby={labelId} aria-describedby={describedBy} aria-required={required || undefined} aria-invalid={problems.length > 0 || undefined}>
      {points.map((point) => (
        <label key={point} className={style.point}>
          <input
            type="radio"
            name={id}
            checked={point === value}
            disabled={readOnly}
            aria-label={name(point)}
            onChange={() => onChange(point)}
            onClick={() => !required && point === value && onChange(null)}
            onBlur={onBlur}
          />
          <span>{point}</span>
        </label>
      ))}
      <span className={style.ends} aria-hidden="true">
        <span>
          <b>0</b> {low}
        </span>
        <span>
          <b>10</b> {high}
        </span>
      </span>
    </div>
  );
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={typeof value === 'number' ? `${value} / 10` : asText(value)} context={context} />;
}

function check(value: unknown) {
  return points.includes(value as number) ? [] : [{ code: 'form.nps.invalid', pointer: '' }];
}

export default defineField({ type: 'nps', Input, View, check, grouped: true, read: parseNumber });
