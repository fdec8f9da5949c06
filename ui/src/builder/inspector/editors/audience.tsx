import { useTranslation } from 'react-i18next';
import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf } from '../references';

/** Which customers stand behind a record: whoever its contact fields name, and those its relations lead to. */
function Edit(props: EditorProps) {
  const { t } = useTranslation('settings');
  return <Reference {...props} many options={(all, document, language) => [{ value: 'self', label: t('audience.self') }, ...fieldsOf(all, formOf(document), language).filter(({ type }) => type === 'relation')]} />;
}

export default defineEditor({ Edit });
