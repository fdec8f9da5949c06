import type { Problem } from '../../api/problem';
import { asText, Line, Nothing } from '../control/Line';
import { defineField, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

/** addressOf reads an absolute http or https address as the server does; people may leave https:// out. */
function addressOf(value: unknown): URL | undefined {
  const typed = asText(value).trim();
  const bare = !typed.includes('://');
  if (!typed || /[\s\\]/.test(typed)) return undefined;
  try {
    const url = new URL(bare ? `https://${typed}` : typed);
    const known = /^https?:$/.test(url.protocol) && !url.username && !url.password;
    return known && (!bare || url.hostname.includes('.')) ? url : undefined;
  } catch {
    return undefined;
  }
}

function check(value: unknown, field: FieldDefinition): Problem[] {
  const url = addressOf(value);
  if (!url) return [{ code: 'form.url.invalid', pointer: '' }];
  const allowed = (field.settings?.hosts ?? []) as string[];
  const fits = allowed.length === 0 || allowed.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return fits ? [] : [{ code: 'form.url.host', pointer: '', params: { allowed } }];
}

function Input(props: FieldInputProps) {
  const { value, onChange, onBlur } = props;
  const settle = () => {
    const typed = asText(value).trim();
    if (addressOf(typed) && !typed.includes('://')) onChange(`https://${typed}`);
    onBlur?.();
  };
  const native = { type: 'url', inputMode: 'url', autoCapitalize: 'off', spellCheck: false, placeholder: asText(props.field.settings?.placeholder) || 'https://' } as const;
  return <Line props={{ ...props, onBlur: settle }} value={asText(value)} onText={onChange} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  const text = asText(value);
  if (!text) return <Nothing context={context} />;
  const url = addressOf(text);
  if (!url) return <span>{text}</span>;
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer nofollow">
      {text.replace(/^https:\/\//, '').replace(/\/$/, '')}
    </a>
  );
}

export default defineField({ type: 'url', Input, View, check });
