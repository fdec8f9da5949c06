import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { Condition } from '../../../console/parts/condition/Condition';
import { nameOf } from '../../../console/parts/lookup';
import { emptyFilter, fromTree, toTree, type FilterGroup } from '../../../model/filter';
import { sentence } from '../../../model/filtersentence';
import type { ConditionTree } from '../../../model/formview';
import { useDocument, useSurroundings } from '../../useDesign';
import { columnsOf } from '../columns';
import { defineEditor, editorOf, type EditorProps } from '../editor';
import { formOf } from '../references';
import style from '../inspector.module.css';

const source = { type: 'string', 'x-editor': 'expression' };

/** A group of one part is that part. */
function treeOf(group: FilterGroup): ConditionTree | undefined {
  const tree = toTree(group);
  const parts = tree?.all as ConditionTree[] | undefined;
  return parts?.length === 1 ? parts[0] : tree;
}

/**
 * Which records are meant, or when something holds: rules about the fields of the form, in groups. `x-in` names the setting
 * beside that says which form, else it is that of the definition; with `x-own` its rules may compare with what the record of
 * the definition says; `x-change` offers what a rule about a change can ask.
 */
function Edit({ id, schema, root, value, onChange, pointer, problems, beside }: EditorProps) {
  const { t, i18n } = useTranslation(['list', 'designparts']);
  const { bundle, place } = useSurroundings();
  const document = useDocument();
  const language = toLanguage(i18n.language);
  const elsewhere = schema['x-in'];
  const form = elsewhere ? String(beside[elsewhere] ?? '') : formOf(document);
  const columns = columnsOf(bundle, form, language, { system: true, change: schema['x-change'] });
  const own = elsewhere && schema['x-own'] ? columnsOf(bundle, formOf(document), language).map((column) => ({ ...column, field: `$.${column.field}`, title: t('filter.own', { title: column.title }) })) : [];
  const written = JSON.stringify(value ?? null);
  const [seen, setSeen] = useState(written);
  const [filter, setFilter] = useState(() => fromTree(value as ConditionTree, true) ?? emptyFilter);
  // What is not complete yet is kept here alone; what came from elsewhere, such as undo, replaces it.
  if (seen !== written) {
    setSeen(written);
    if (JSON.stringify(treeOf(filter) ?? null) !== written) setFilter(fromTree(value as ConditionTree, true) ?? emptyFilter);
  }
  if (columns.length === 0 || !form) return <p className={style.note}>{t('designparts:condition.noForm')}</p>;
  const set = (next: FilterGroup) => {
    setFilter(next);
    onChange(treeOf(next));
  };
  const { Edit: Expression } = editorOf(source, root);
  const words = sentence(filter, { columns: [...columns, ...own], say: (key, params) => t(key, params), name: nameOf });
  return (
    <div id={id} className={style.condition}>
      <Condition
        value={filter}
        onChange={set}
        columns={columns}
        app={place.app}
        form={form}
        others
        own={own}
        deepest={4}
        expression={elsewhere ? undefined : (part, change) => <Expression id={`${id}-expression`} label={t('designparts:condition.expression')} schema={source} root={root} value={part.expr} pointer={pointer} problems={problems} beside={beside} onChange={(next) => change(String(next ?? ''))} />}
      />
      {words ? <p className={style.note}>{t('designparts:condition.means', { words })}</p> : null}
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
