import { useId, useState, type HTMLInputAutoCompleteAttribute } from 'react';
import { useTranslation } from 'react-i18next';
import style from './form.module.css';

interface LineProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'email' | 'date';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  hint?: string;
  problem?: string;
  autoFocus?: boolean;
  optional?: string;
  onBlur?: () => void;
  /** Offers to show what is typed into a password. */
  reveal?: boolean;
}

/** Line is one line of the console's own small forms (login, passwords); the forms of apps have their renderer. */
export function Line({ label, value, onChange, type = 'text', autoComplete, hint, problem, autoFocus, optional, onBlur, reveal }: LineProps) {
  const { t } = useTranslation('common');
  const id = useId();
  const [shown, setShown] = useState(false);
  const said = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className={style.line}>
      <label htmlFor={id}>
        {label}
        {optional ? <small>{optional}</small> : null}
      </label>
      <span className={style.entry}>
        <input
          id={id}
          type={shown ? 'text' : type}
          value={value}
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          aria-invalid={Boolean(problem) || undefined}
          aria-describedby={said || undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
        {reveal && type === 'password' ? (
          <button type="button" aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
            {t(shown ? 'reveal.hide' : 'reveal.show')}
          </button>
        ) : null}
      </span>
      {hint && !problem ? <p id={`${id}-hint`}>{hint}</p> : null}
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
