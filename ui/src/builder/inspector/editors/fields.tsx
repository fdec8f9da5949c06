import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} many options={(all, document, language) => fieldsOf(all, formOf(document), language)} />;
}

export default defineEditor({ Edit });
