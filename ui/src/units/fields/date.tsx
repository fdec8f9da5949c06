import { checkDate } from '../../model/checks';
import { dateText } from '../control/time';
import { asText, Line, Plain } from '../control/Line';
import { defineField, setting, type FieldInputProps, type FieldViewProps } from './field';

function Input(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const native = { type: 'date', min: setting(field, 'min', '') || undefined, max: setting(field, 'max', '') || '9999-12-31' };
  return <Line props={props} value={asText(value)} onText={(text) => onChange(text || null)} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={dateText(value, context.language)} context={context} />;
}

export default defineField({ type: 'date', Input, View, check: checkDate });
