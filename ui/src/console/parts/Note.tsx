import { useId, type Ref } from 'react';
import style from './form.module.css';

interface NoteProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint?: string;
  problem?: string;
  required?: boolean;
  rows?: number;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Note is a text of several lines said along with an action. */
export function Note({ label, value, onChange, hint, problem, required, rows = 3, inputRef }: NoteProps) {
  const id = useId();
  return (
    <div className={style.line}>
      <label htmlFor={id}>
        {label}
        {hint ? <small>{hint}</small> : null}
      </label>
      <textarea
        id={id}
        ref={inputRef}
        className={style.area}
        rows={rows}
        value={value}
        required={required}
        aria-invalid={Boolean(problem) || undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem ? (
        <p id={`${id}-problem`} data-problem>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
