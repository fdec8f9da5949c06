import { Chips } from '../control/Chips';
import { Plain } from '../control/Line';
import { defineField, setting, type FieldContext, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

/** Both answers are shown: "no" is an answer, and not the same as no answer. */
function words(field: FieldDefinition, t: FieldContext['t']) {
  return { yes: setting(field, 'yes', '') || t('form.yes'), no: setting(field, 'no', '') || t('form.no') };
}

function Input(props: FieldInputProps) {
  const { yes, no } = words(props.field, props.context.t);
  const choices = [
    { value: 'true', text: yes },
    { value: 'false', text: no },
  ];
  const chosen = typeof props.value === 'boolean' ? [String(props.value)] : [];
  return <Chips props={props} choices={choices} chosen={chosen} onChoose={(value, on) => props.onChange(on ? value === 'true' : null)} />;
}

function View({ field, value, context }: FieldViewProps) {
  const { yes, no } = words(field, context.t);
  return <Plain text={typeof value === 'boolean' ? (value ? yes : no) : ''} context={context} />;
}

export default defineField({ type: 'boolean', absent: 'form.choice.required', Input, View, grouped: true, read: (text) => /^(true|yes|y|1|是)$/i.test(text) });
