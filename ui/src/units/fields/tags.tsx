import { checkCount } from '../../model/checks';
import { optionsOf, titleOf, Tones } from '../control/Chips';
import { matching } from '../control/choices';
import { Combobox } from '../control/Combobox';
import { words } from '../control/picking';
import { Nothing } from '../control/Line';
import { defineField, type Choice, type FieldInputProps, type FieldViewProps } from './field';

const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** Words of one's own, or of a dictionary only; a comma, Enter or leaving the box makes the word a tag. */
function Input(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const options = optionsOf(field);
  const free = options.length === 0 || field.settings?.allowOther === true;
  const chosen = listOf(value).map((tag) => titleOf(field, tag));
  const choose = (list: Choice[]) => onChange([...new Set(list.map((one) => one.value))]);
  return <Combobox many free={free} split props={props} chosen={chosen} find={(search) => matching(options, search)} onChoose={choose} />;
}

function View({ field, value, context }: FieldViewProps) {
  const tags = listOf(value);
  return tags.length > 0 ? <Tones choices={tags.map((tag) => titleOf(field, tag))} /> : <Nothing context={context} />;
}

export default defineField({ type: 'tags', Input, View, check: checkCount, read: words });
