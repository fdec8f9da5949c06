import { checkNumber, half, round } from '../../model/checks';
import { Affixed, asText, Line, Plain } from '../control/Line';
import { formatNumber, parseNumber, useTyped } from '../control/typed';
import { defineField, limit, type FieldInputProps, type FieldViewProps } from './field';

/** 12.5 and 12.5 % are the same here: the number before the sign is the value. */
const read = (text: string) => parseNumber(half(text).replace(/\s*%$/, ''));

function Input(props: FieldInputProps) {
  const { field, onChange, onBlur } = props;
  const decimals = limit(field, 'decimals');
  const typed = useTyped<unknown>(props.value ?? null, asText, read, onChange);
  const settle = () => {
    if (typeof props.value === 'number' && decimals !== undefined) onChange(round(props.value, decimals));
    typed.settle();
    onBlur?.();
  };
  return (
    <Affixed after="%">
      <Line props={{ ...props, onBlur: settle }} value={typed.text} onText={typed.type} native={{ inputMode: 'decimal' }} />
    </Affixed>
  );
}

function View({ field, value, context }: FieldViewProps) {
  const text = formatNumber(value, context.language, limit(field, 'decimals'));
  return <Plain text={text && `${text}%`} context={context} />;
}

export default defineField({ type: 'percent', Input, View, check: checkNumber, read });
