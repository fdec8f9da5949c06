import { useId, type HTMLInputAutoCompleteAttribute } from 'react';
import style from './form.module.css';

interface LineProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'email';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  hint?: string;
  problem?: string;
  autoFocus?: boolean;
  optional?: string;
}

/** Line is one line of the console's own small forms (login, passwords); the forms of apps have their renderer. */
export function Line({ label, value, onChange, type = 'text', autoComplete, hint, problem, autoFocus, optional }: LineProps) {
  const id = useId();
  const said = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className={style.line}>
      <label htmlFor={id}>
        {label}
        {optional ? <small>{optional}</small> : null}
      </label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        aria-invalid={Boolean(problem) || undefined}
        aria-describedby={said || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && !problem ? <p id={`${id}-hint`}>{hint}</p> : null}
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
