import { InputNumber } from 'antd';
import { defineEditor, type EditorProps } from '../editor';

function Edit({ id, label, schema, value, onChange }: EditorProps) {
  const precision = schema.type === 'integer' ? 0 : undefined;
  return <InputNumber id={id} aria-label={label} value={typeof value === 'number' ? value : null} min={schema.minimum} max={schema.maximum} precision={precision} onChange={(next) => onChange(next ?? undefined)} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
