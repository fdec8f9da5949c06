import { Input } from 'antd';
import { defineEditor, type EditorProps } from '../editor';

function Edit({ id, label, schema, value, onChange }: EditorProps) {
  return <Input id={id} aria-label={label} value={typeof value === 'string' ? value : ''} maxLength={schema.maxLength} onChange={(event) => onChange(event.target.value || undefined)} />;
}

export default defineEditor({ Edit });
