import { useTranslation } from 'react-i18next';
import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf, type Named } from '../references';

/** What every record has beside its fields. */
const system = ['record.no', 'record.status', 'record.owner', 'record.submitter', 'record.createdAt', 'record.updatedAt', 'record.channel', 'record.due'];

/** A field of the form, or something every record has. */
function Edit(props: EditorProps) {
  const { t } = useTranslation('settings');
  const always: Named[] = system.map((value) => ({ value, label: t(`system.${value.replace('record.', '')}`) }));
  return <Reference {...props} options={(all, document, language) => [...fieldsOf(all, formOf(document), language), ...always]} />;
}

export default defineEditor({ Edit });
