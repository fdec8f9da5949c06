import style from '../control/control.module.css';
import { asText, Plain } from '../control/Line';
import { defineField, type FieldInputProps, type FieldViewProps } from './field';

function Input({ id, value, context }: FieldInputProps) {
  return (
    <output id={id} className={style.computed}>
      {asText(value) || context.t('form.numberLater')}
    </output>
  );
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} />;
}

export default defineField({ type: 'autonumber', Input, View, output: true });
