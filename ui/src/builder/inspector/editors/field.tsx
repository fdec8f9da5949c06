import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} options={(all, document, language, beside) => fieldsOf(all, typeof beside.form === 'string' ? beside.form : formOf(document), language)} />;
}

export default defineEditor({ Edit });
