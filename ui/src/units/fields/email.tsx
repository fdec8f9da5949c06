import { checkEmail, half } from '../../model/checks';
import { asText, Line, Nothing } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

function Input(props: FieldInputProps) {
  const native = { type: 'email', inputMode: 'email', autoComplete: 'email', autoCapitalize: 'off', spellCheck: false } as const;
  const settle = () => {
    props.onChange(half(props.value) || null);
    props.onBlur?.();
  };
  return <Line props={{ ...props, onBlur: settle }} value={asText(props.value)} onText={props.onChange} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  const text = asText(value);
  if (!text) return <Nothing context={context} />;
  return text.includes('*') ? <span>{text}</span> : <a href={`mailto:${text}`}>{text}</a>;
}

export default defineField({ type: 'email', Input, View, check: checkEmail });
