import { useState } from 'react';
import { aria, type FieldInputProps } from '../fields/field';
import style from './control.module.css';

/** The choice that opens a line for an answer outside the options; no option key can look like it. */
export const otherKey = '\u0000other';

/** useOther tells whether the line is open: because it was asked for, or because an answer is in it. */
export function useOther(answer: string) {
  const [asked, setAsked] = useState(false);
  return { open: asked || answer !== '', ask: setAsked };
}

/** OtherLine is where an answer outside the options is written. */
export function OtherLine({ props, answer, onAnswer }: { props: FieldInputProps; answer: string; onAnswer: (text: string) => void }) {
  return (
    <input
      type="text"
      className={`${style.input} ${style.other}`}
      maxLength={100}
      aria-label={props.context.t('form.other')}
      placeholder={props.context.t('form.otherHint')}
      {...aria(props)}
      aria-describedby={undefined}
      readOnly={props.readOnly}
      value={answer}
      onInput={(event) => onAnswer(event.currentTarget.value)}
      onBlur={props.onBlur}
    />
  );
}
