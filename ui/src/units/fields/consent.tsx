import style from '../control/control.module.css';
import { Nothing } from '../control/Line';
import { timeText } from '../control/time';
import { aria, defineField, setting, type FieldInputProps, type FieldViewProps } from './field';

interface Consent {
  given?: boolean;
  at?: string;
}

const given = (value: unknown) => value === true || (value as Consent | null)?.given === true;

/** One box whose words are the promise asked for. It is never ticked beforehand; the server adds when it was given. */
function Input(props: FieldInputProps) {
  const { id, field, value, onChange, onBlur, readOnly, required } = props;
  return (
    <label className={style.tick}>
      <input
        id={id}
        type="checkbox"
        {...aria(props)}
        checked={given(value)}
        disabled={readOnly}
        onChange={(event) => onChange({ given: event.currentTarget.checked })}
        onBlur={onBlur}
      />
      <span>
        {setting(field, 'text', '') || field.title}
        {required ? (
          <span className={style.must} aria-hidden="true">
            *
          </span>
        ) : null}
      </span>
    </label>
  );
}

function View({ value, context }: FieldViewProps) {
  if (value === null || value === undefined) return <Nothing context={context} />;
  const at = (value as Consent).at;
  return <span>{context.t(given(value) ? 'form.agreed' : 'form.notAgreed') + (at ? ` · ${timeText(at, context.language)}` : '')}</span>;
}

export default defineField({ type: 'consent', Input, View, ownLabel: true, transient: true, empty: (value) => !given(value), absent: 'form.consent.required' });
