import { say } from '../../../i18n/text';
import type { Definition } from '../../../model/design';
import type { Language } from '../../../i18n/text';
import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { fieldsOf, formOf, type Named } from '../references';

const persons = ['user', 'department'];

/** A field with people of this record, or one step further, of a record that a relation leads to. */
function Edit(props: EditorProps) {
  return <Reference {...props} options={(all, document, language) => paths(all, formOf(document), language)} />;
}

function paths(all: readonly Definition[], form: string, language: Language): Named[] {
  const own = fieldsOf(all, form, language);
  const relations = (all.find(({ kind, key }) => kind === 'form' && key === form)?.spec.fields ?? []) as { key: string; type: string; title?: string; deleted?: boolean; settings?: { form?: string } }[];
  const further = relations
    .filter(({ type, deleted, settings }) => type === 'relation' && !deleted && settings?.form)
    .flatMap((relation) => fieldsOf(all, relation.settings!.form!, language).filter(({ type }) => persons.includes(type ?? '')).map((field) => ({ ...field, value: `${relation.key}.${field.value}`, label: `${say(relation.title, language) || relation.key} / ${field.label}` })));
  return [...own.filter(({ type }) => persons.includes(type ?? '')), ...further];
}

export default defineEditor({ Edit });
