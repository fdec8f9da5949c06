import { fromLocal, timeText, toLocal } from '../control/time';
import { Line, Plain } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

/** The value is UTC; the person sees and types the time of their own clock. */
function Input(props: FieldInputProps) {
  const { value, onChange } = props;
  const native = { type: 'datetime-local', max: '9999-12-31T23:59' };
  return <Line props={props} value={toLocal(value)} onText={(text) => onChange(fromLocal(text))} native={native} />;
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={timeText(value, context.language)} context={context} />;
}

export default defineField({ type: 'datetime', Input, View });
