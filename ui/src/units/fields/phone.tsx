import { checkPhone, half } from '../../model/checks';
import { asText, Line, Nothing } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

function Input(props: FieldInputProps) {
  const native = { type: 'tel', inputMode: 'tel', autoComplete: 'tel' } as const;
  const settle = () => {
    props.onChange(half(props.value) || null);
    props.onBlur?.();
  };
  return <Line props={{ ...props, onBlur: settle }} value={asText(props.value)} onText={props.onChange} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  const text = asText(value);
  if (!text) return <Nothing context={context} />;
  // A masked number cannot be dialled.
  return text.includes('*') ? <span>{text}</span> : <a href={`tel:${text}`}>{text}</a>;
}

export default defineField({ type: 'phone', Input, View, check: checkPhone });
