import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { definitionsOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} kind="role" many options={(all, _, language) => definitionsOf(all, 'role', language)} />;
}

export default defineEditor({ Edit });
