import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} options={(all, document, language) => fieldsOf(all, formOf(document), language).filter(({ type }) => type === 'relation')} />;
}

export default defineEditor({ Edit });
