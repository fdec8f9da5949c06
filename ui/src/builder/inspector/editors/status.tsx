import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { partsOf, processOf } from '../references';

function Edit(props: EditorProps) {
  return <Reference {...props} part="statuses" options={(all, document, language) => partsOf(processOf(all, document), 'statuses', language)} />;
}

export default defineEditor({ Edit });
