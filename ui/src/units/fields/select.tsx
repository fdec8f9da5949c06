import { Chips, optionsOf, titleOf, Tones } from '../control/Chips';
import { matching } from '../control/choices';
import { Combobox } from '../control/Combobox';
import style from '../control/control.module.css';
import { Nothing } from '../control/Line';
import { otherKey, OtherLine, useOther } from '../control/Other';
import { aria, defineField, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

/** As many as fit on a phone without scrolling; more become a list, unless the form says how it wants them. */
function few(field: FieldDefinition): boolean {
  const wish = field.settings?.style;
  return wish ? wish === 'buttons' : optionsOf(field).length <= 6;
}

const phone = () => typeof matchMedia === 'function' && matchMedia('(max-width: 640px), (pointer: coarse)').matches;

function Input(props: FieldInputProps) {
  const { field, value, onChange, context } = props;
  const text = String(value ?? '');
  const options = optionsOf(field, [text]);
  const outside = options.some((choice) => choice.value === text) ? '' : text;
  const other = useOther(outside);
  const free = field.settings?.allowOther === true;
  const choices = free ? [...options, { value: otherKey, text: context.t('form.other') }] : options;
  const chosen = free && other.open && (outside || !text) ? otherKey : text;
  const choose = (key: string | null) => {
    other.ask(key === otherKey);
    onChange(key === otherKey ? null : key);
  };
  const line = free && chosen === otherKey ? <OtherLine props={props} answer={outside} onAnswer={(answer) => onChange(answer || null)} /> : null;
  if (few(field)) {
    return (
      <>
        <Chips props={props} choices={choices} chosen={[chosen]} onChoose={(key, on) => choose(on ? key : null)} />
        {line}
      </>
    );
  }
  if (phone()) {
    return (
      <>
        <Native props={props} choices={choices} chosen={chosen} onChoose={choose} />
        {line}
      </>
    );
  }
  return <Combobox props={props} free={free} chosen={text ? [titleOf(field, text)] : []} find={(search) => matching(options, search)} onChoose={([one]) => onChange(one?.value ?? null)} />;
}

interface NativeProps {
  props: FieldInputProps;
  choices: readonly { value: string; text: string }[];
  chosen: string;
  onChoose: (key: string | null) => void;
}

/** A phone's own list is the best there is for a thumb. */
function Native({ props, choices, chosen, onChoose }: NativeProps) {
  const { id, readOnly, onBlur, context } = props;
  return (
    <select id={id} className={style.input} {...aria(props)} disabled={readOnly} value={chosen} onChange={(event) => onChoose(event.currentTarget.value || null)} onBlur={onBlur}>
      <option value="">{context.t('form.pick')}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.text}
        </option>
      ))}
    </select>
  );
}

function View({ field, value, context }: FieldViewProps) {
  return value ? <Tones choices={[titleOf(field, value)]} /> : <Nothing context={context} />;
}

export default defineField({ type: 'select', absent: 'form.choice.required', Input, View, grouped: few });
