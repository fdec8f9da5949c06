import { checkText } from '../../model/checks';
import { asText, Least, Line, Plain } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

function Input(props: FieldInputProps) {
  return (
    <>
      <Line props={props} value={asText(props.value)} onText={props.onChange} />
      <Least props={props} />
    </>
  );
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} />;
}

export default defineField({ type: 'text', Input, View, check: checkText });
