import type { Problem } from '../../api/problem';
import { asText, Line, Plain } from '../control/Line';
import { defineField, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const timed = (field: FieldDefinition) => field.settings?.seconds === true;

function check(value: unknown, field: FieldDefinition): Problem[] {
  const text = asText(value);
  const [min, max] = [setting(field, 'min', ''), setting(field, 'max', '')];
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text)) return [{ code: 'form.time.invalid', pointer: '' }];
  if (min && text < min) return [{ code: 'form.time.minimum', pointer: '', params: { min } }];
  return max && text > max && text !== `${max}:00` ? [{ code: 'form.time.maximum', pointer: '', params: { max } }] : [];
}

function Input(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const native = { type: 'time', min: setting(field, 'min', '') || undefined, max: setting(field, 'max', '') || undefined, step: timed(field) ? 1 : undefined };
  return <Line props={props} value={asText(value)} onText={(text) => onChange(text || null)} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} />;
}

export default defineField({ type: 'time', Input, View, check });
