import { checkCount } from '../../model/checks';
import { Chips, optionsOf, titleOf, Tones } from '../control/Chips';
import { matching } from '../control/choices';
import { Combobox } from '../control/Combobox';
import { words } from '../control/picking';
import { Nothing } from '../control/Line';
import { otherKey, OtherLine, useOther } from '../control/Other';
import { defineField, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const few = (field: FieldDefinition) => optionsOf(field).length <= 12;
const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

function Input(props: FieldInputProps) {
  const { field, onChange, context } = props;
  const keys = listOf(props.value);
  const options = optionsOf(field, keys);
  const inside = options.map((choice) => choice.value);
  const [outside = ''] = keys.filter((key) => !inside.includes(key));
  const other = useOther(outside);
  const free = field.settings?.allowOther === true;
  // The order of the options, not of the clicks, so that the same choice is the same value.
  const ordered = (picked: readonly string[], answer: string) => onChange([...inside.filter((key) => picked.includes(key)), ...(answer ? [answer] : [])]);
  if (!few(field)) {
    const chosen = keys.map((key) => titleOf(field, key));
    return <Combobox many free={free} props={props} chosen={chosen} find={(search) => matching(options, search)} onChoose={(list) => onChange(list.map((one) => one.value))} />;
  }
  const choose = (key: string, on: boolean) => {
    if (key !== otherKey) return ordered(on ? [...keys, key] : keys.filter((one) => one !== key), outside);
    other.ask(on);
    if (!on) ordered(keys, '');
  };
  const choices = free ? [...options, { value: otherKey, text: context.t('form.other') }] : options;
  return (
    <>
      <Chips many props={props} choices={choices} chosen={free && other.open ? [...keys, otherKey] : keys} onChoose={choose} />
      {free && other.open ? <OtherLine props={props} answer={outside} onAnswer={(answer) => ordered(keys, answer)} /> : null}
    </>
  );
}

function View({ field, value, context }: FieldViewProps) {
  const keys = listOf(value);
  return keys.length > 0 ? <Tones choices={keys.map((key) => titleOf(field, key))} /> : <Nothing context={context} />;
}

export default defineField({ type: 'multi_select', absent: 'form.choice.required', Input, View, check: checkCount, grouped: few, read: words });
