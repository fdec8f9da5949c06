import { useId, type ReactNode } from 'react';
import style from './form.module.css';

interface ChooseProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  problem?: string;
  /** The `option` and `optgroup` elements to choose from. */
  children: ReactNode;
}

/** Choose is one of a short list, in the browser's own control: it fits a phone and every reader knows it. */
export function Choose({ label, value, onChange, hint, problem, children }: ChooseProps) {
  const id = useId();
  const said = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className={style.line}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} aria-invalid={Boolean(problem) || undefined} aria-describedby={said || undefined} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
      {hint && !problem ? <p id={`${id}-hint`}>{hint}</p> : null}
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
