import { asText, Plain } from '../control/Line';
import { defineField, type FieldViewProps } from './field';

/** Set by the link or by logic; there is nothing to see while filling in. */
function Input() {
  return null;
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} />;
}

export default defineField({ type: 'hidden', Input, View, bare: true });
