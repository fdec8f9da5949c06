import { checkNumber, half, round } from '../../model/checks';
import { Affixed, Line, Plain } from '../control/Line';
import { formatNumber, parseNumber, useTyped } from '../control/typed';
import { defineField, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const decimalsOf = (field: FieldDefinition) => setting(field, 'decimals', 2);
const signOf = (field: FieldDefinition) => setting(field, 'sign', '') || setting(field, 'currency', '¥');
const amount = (text: string) => parseNumber(half(text).replace(/^[¥￥$€£]/, ''));

function Input(props: FieldInputProps) {
  const { field, value, onChange, onBlur, context } = props;
  // Thousands separators are for reading; while typing they would move the caret.
  const typed = useTyped<unknown>(value ?? null, (one) => formatNumber(one, context.language, decimalsOf(field)), amount, onChange);
  const settle = () => {
    if (typeof value === 'number') onChange(round(value, decimalsOf(field)));
    typed.settle();
    onBlur?.();
  };
  return (
    <Affixed before={signOf(field)}>
      <Line props={{ ...props, onBlur: settle }} value={typed.text} onText={typed.type} native={{ inputMode: 'decimal' }} />
    </Affixed>
  );
}

function View({ field, value, context }: FieldViewProps) {
  const text = formatNumber(value, context.language, decimalsOf(field));
  return <Plain text={text && (text.startsWith('-') ? `-${signOf(field)}${text.slice(1)}` : signOf(field) + text)} context={context} />;
}

const check = (value: unknown, field: FieldDefinition) => checkNumber(value, field, 10 ** decimalsOf(field));

export default defineField({ type: 'money', Input, View, check, read: amount });
