import { checkFiles } from '../../model/checks';
import { Files, Uploader } from '../control/Uploader';
import { maxCount } from '../control/uploads';
import { defineField, type FieldDefinition, type FieldInputProps } from './field';

function Input(props: FieldInputProps) {
  return <Uploader {...props} />;
}

function check(value: unknown, field: FieldDefinition) {
  return checkFiles(value, maxCount(field));
}

export default defineField({ type: 'file', Input, View: Files, check, grouped: true });
