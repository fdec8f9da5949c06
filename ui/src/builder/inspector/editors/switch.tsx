import { Switch } from 'antd';
import { defineEditor, type EditorProps } from '../editor';

/** Off takes the setting away: what is not said is not so. */
function Edit({ id, label, value, onChange }: EditorProps) {
  return <Switch id={id} aria-label={label} checked={value === true} onChange={(next) => onChange(next || undefined)} />;
}

export default defineEditor({ Edit });
