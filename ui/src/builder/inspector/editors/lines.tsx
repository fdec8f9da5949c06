import { Input } from 'antd';
import { useState } from 'react';
import { linesOf } from '../../../model/optiondesign';
import { defineEditor, type EditorProps } from '../editor';

/** Short texts, one in each line. */
function Edit({ id, label, value, schema, onChange }: EditorProps) {
  const list = Array.isArray(value) ? (value as string[]) : [];
  const [text, setText] = useState(() => list.join('\n'));
  // Somebody else changed the list, such as undo: the lines say so.
  const now = linesOf(text).join('\n') === list.join('\n') ? text : list.join('\n');
  const read = (next: string) => {
    const lines = [...new Set(linesOf(next))].slice(0, schema.maxItems);
    setText(next);
    onChange(lines.length > 0 ? lines : undefined);
  };
  return <Input.TextArea id={id} aria-label={label} value={now} autoSize={{ minRows: 2, maxRows: 8 }} spellCheck={false} onChange={(event) => read(event.target.value)} />;
}

export default defineEditor({ Edit });
