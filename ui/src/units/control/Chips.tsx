import type { CSSProperties } from 'react';
import type { Option } from '../../model/formview';
import type { Choice, FieldDefinition, FieldInputProps } from '../fields/field';
import style from './control.module.css';

/** optionsOf lists what may be chosen; an archived option stays only where it was chosen. */
export function optionsOf(field: FieldDefinition, chosen: readonly unknown[] = []): Choice[] {
  const options = (field.settings?.options ?? []) as Option[];
  return options
    .filter((option) => !option.archived || chosen.includes(option.key))
    .map((option) => ({ value: option.key, text: option.title || option.key, color: option.color }));
}

/** titleOf is the text of one chosen option, its key when the option is gone. */
export function titleOf(field: FieldDefinition, value: unknown): Choice {
  const key = String(value ?? '');
  return optionsOf(field, [key]).find((choice) => choice.value === key) ?? { value: key, text: key };
}

/** paint names one of the tones; a colour of the author's own is only ever a dot, since nobody checked its contrast. */
export function paint(color: string | undefined) {
  if (color?.startsWith('#')) return { style: { '--dot': color } as CSSProperties };
  return { 'data-tone': color || undefined };
}

interface ChipsProps {
  props: FieldInputProps;
  choices: readonly Choice[];
  chosen: readonly string[];
  many?: boolean;
  onChoose: (value: string, on: boolean) => void;
}

/** Chips are radios or check boxes big enough for a thumb; a chosen radio that is not required can be taken back. */
export function Chips({ props, choices, chosen, many, onChoose }: ChipsProps) {
  const { id, labelId, problems, describedBy, required, readOnly, onBlur } = props;
  const invalid = problems.length > 0 || undefined;
  const group = many
    ? { role: 'group' }
    : { role: 'radiogroup', 'aria-invalid': invalid, 'aria-required': required || undefined };
  return (
    <div {...group} id={id} className={style.chips} aria-labelledby={labelId} aria-describedby={describedBy}>
      {choices.map((choice) => {
        const on = chosen.includes(choice.value);
        return (
          <label key={choice.value} className={style.chip} {...paint(choice.color)}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={on}
              disabled={readOnly}
              aria-invalid={many ? invalid : undefined}
              onChange={(event) => onChoose(choice.value, event.currentTarget.checked)}
              onClick={() => !many && !required && on && onChoose(choice.value, false)}
              onBlur={onBlur}
            />
            <span>
              {choice.color ? <i /> : null}
              {choice.text}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** Tones shows chosen options as coloured labels. */
export function Tones({ choices }: { choices: readonly Choice[] }) {
  return (
    <span className={style.tones}>
      {choices.map((choice) => (
        <span key={choice.value} className="tone" {...paint(choice.color)}>
          {choice.color?.startsWith('#') ? <i className={style.dot} /> : null}
          {choice.text}
        </span>
      ))}
    </span>
  );
}
