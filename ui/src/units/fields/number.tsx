import { checkNumber, round } from '../../model/checks';
import { Affixed, Line, Plain } from '../control/Line';
import { formatNumber, parseNumber, useTyped } from '../control/typed';
import { defineField, limit, setting, type FieldInputProps, type FieldViewProps } from './field';

const plain = (value: unknown) => (value === null || value === undefined ? '' : String(value));

function Input(props: FieldInputProps) {
  const { field, onChange, onBlur } = props;
  const decimals = limit(field, 'decimals');
  const typed = useTyped<unknown>(props.value ?? null, plain, parseNumber, onChange);
  const settle = () => {
    if (typeof props.value === 'number' && decimals !== undefined) onChange(round(props.value, decimals));
    typed.settle();
    onBlur?.();
  };
  return (
    <Affixed after={setting(field, 'unit', '')}>
      <Line props={{ ...props, onBlur: settle }} value={typed.text} onText={typed.type} native={{ inputMode: decimals === 0 ? 'numeric' : 'decimal' }} />
    </Affixed>
  );
}

function View({ field, value, context }: FieldViewProps) {
  const text = formatNumber(value, context.language, limit(field, 'decimals'));
  const unit = setting(field, 'unit', '');
  return <Plain text={text && unit ? `${text} ${unit}` : text} context={context} />;
}

export default defineField({ type: 'number', Input, View, check: checkNumber, read: parseNumber });
