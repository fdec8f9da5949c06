import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { definitionsOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} kind="calendar" options={(all, _, language) => definitionsOf(all, 'calendar', language)} />;
}

export default defineEditor({ Edit });
