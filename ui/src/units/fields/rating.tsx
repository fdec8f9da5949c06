import style from '../control/control.module.css';
import { Plain } from '../control/Line';
import { parseNumber } from '../control/typed';
import { defineField, limit, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const star = 'm12 2.8 2.9 5.9 6.5 1-4.7 4.5 1.1 6.5L12 17.6l-5.8 3.1 1.1-6.5L2.6 9.7l6.5-1z';
const maxOf = (field: FieldDefinition) => limit(field, 'max') ?? 5;

function Star({ on }: { on: boolean }) {
  return (
    <svg viewBox="0 0 24 24" fill={on ? 'currentColor' : 'none'} stroke="currentColor" aria-hidden="true">
      <path d={star} />
    </svg>
  );
}

/** Up to six are stars; a longer scale is numbers, which can be told apart. */
function Input({ id, labelId, field, value, onChange, onBlur, readOnly, required, problems, describedBy, context }: FieldInputProps) {
  const scale = Array.from({ length: maxOf(field) }, (_, index) => index + 1);
  const chosen = typeof value === 'number' ? value : 0;
  const stars = scale.length <= 6;
  const words = [setting(field, 'low', ''), setting(field, 'high', '')];
  return (
    <div role="radiogroup" id={id} className={stars ? style.stars : style.chips} aria-labelledby={labelId} aria-describedby={describedBy} aria-required={required || undefined} aria-invalid={problems.length > 0 || undefined}>
      {scale.map((point) => (
        <label key={point} className={stars ? style.star : style.chip} data-on={stars && point <= chosen ? true : undefined}>
          <input
            type="radio"
            name={id}
            checked={point === chosen}
            disabled={readOnly}
            aria-label={context.t('form.points', { count: point, max: scale.length })}
            onChange={() => onChange(point)}
            onClick={() => !required && point === chosen && onChange(null)}
            onBlur={onBlur}
          />
          {stars ? <Star on={point <= chosen} /> : <span>{point}</span>}
        </label>
      ))}
      <span className={style.starText}>
        {chosen ? context.t('form.points', { count: chosen, max: scale.length }) : words.filter(Boolean).join(' → ')}
      </span>
    </div>
  );
}

function View({ field, value, context }: FieldViewProps) {
  if (typeof value !== 'number') return <Plain text="" context={context} />;
  return <Plain text={`${value} / ${maxOf(field)}`} context={context} />;
}

export default defineField({ type: 'rating', Input, View, grouped: true, read: parseNumber });
