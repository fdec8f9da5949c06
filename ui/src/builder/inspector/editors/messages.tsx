import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { definitionsOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} kind="message" many options={(all, _, language) => definitionsOf(all, 'message', language)} />;
}

export default defineEditor({ Edit });
