import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { definitionsOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} kind="list" options={(all, _, language) => definitionsOf(all, 'list', language)} />;
}

export default defineEditor({ Edit });
