import type { Problem } from '../../api/problem';
import { half } from '../../model/checks';
import { asText, Line, Plain } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const region = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

const plain = (value: unknown) => half(value).replace(/[\s-]/g, '').toUpperCase();

function bornThen(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1850 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** check verifies the number after GB 11643, as the server does. */
function check(value: unknown): Problem[] {
  const text = plain(value);
  const place = text.startsWith('9') ? text.slice(1) : text;
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || !region.test(place) || !bornThen(text.slice(6, 14))) return [{ code: 'form.id_card.invalid', pointer: '' }];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return '10X98765432'[sum % 11] === text[17] ? [] : [{ code: 'form.id_card.check', pointer: '' }];
}

function Input(props: FieldInputProps) {
  const { value, onChange, onBlur } = props;
  const settle = () => {
    onChange(plain(value) || null);
    onBlur?.();
  };
  const native = { autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false, maxLength: 24 } as const;
  return <Line props={{ ...props, onBlur: settle }} value={asText(value)} onText={onChange} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} />;
}

export default defineField({ type: 'id_card', Input, View, check });
