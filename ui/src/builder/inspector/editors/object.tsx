import { defineEditor, type EditorProps } from '../editor';
import { Settings } from '../Settings';

const keyed = ['key'];
const none: readonly string[] = [];

/** Settings that stand together. The key of one of a list was made with it, and stays. */
function Edit({ schema, root, value, onChange, pointer, problems }: EditorProps) {
  const now = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  return <Settings schema={schema} root={root} value={now} pointer={pointer} problems={problems} without={schema.required?.includes('key') ? keyed : none} onChange={(next) => onChange(Object.keys(next).length > 0 ? next : undefined)} />;
}

export default defineEditor({ Edit, grouped: true });
