import { useTranslation } from 'react-i18next';
import type { Schema } from '../../../model/design';
import type { Find } from '../../../model/flow';
import type { EditorProps } from '../editor';
import { Setting } from '../Settings';
import style from '../inspector.module.css';

const ways = { enum: ['field', 'who', 'user', 'role', 'lookup', 'department_head'] };
const parts = { enum: ['owner', 'submitter', 'followers', 'participants', 'working', 'actor', 'previous_owner', 'teller'] };
const picks = { enum: ['all', 'first', 'round_robin', 'least_loaded', 'only'] };
const condition = { type: 'object', 'x-editor': 'condition' };

/** What each way needs, in the order it is asked for. */
const needs: Readonly<Record<string, readonly (keyof Find)[]>> = {
  field: ['field', 'pick'],
  who: ['who', 'pick'],
  user: ['user'],
  role: ['role', 'pick'],
  lookup: ['form', 'where', 'field', 'pick'],
  department_head: ['field', 'who'],
};

const schemas: Readonly<Partial<Record<keyof Find, Schema>>> = {
  who: parts,
  pick: picks,
  role: { type: 'string', 'x-editor': 'role' },
  form: { type: 'string', 'x-editor': 'form' },
  user: { type: 'string', 'x-editor': 'person' },
  where: { ...condition, 'x-in': 'form', 'x-own': true },
};

/** Way is one way to find people, with only what that way needs. */
export function Way({ find, onFind, pointer, problems, beside }: EditorProps & { find: Find; onFind: (find: Find) => void }) {
  const { t } = useTranslation('designprocess');
  const put = (name: keyof Find, value: unknown) => {
    const { [name]: _, ...rest } = find;
    onFind((value === undefined ? rest : { ...rest, [name]: value }) as Find);
  };
  const own = { problems, root: {} };
  return (
    <div className={style.settings}>
      <Setting {...own} name="by" title={t('way.by')} schema={ways} value={find.by || undefined} beside={beside} pointer={`${pointer}/by`} onChange={(by) => onFind({ ...(find.when ? { when: find.when } : {}), by: String(by ?? 'role') })} />
      {(needs[find.by] ?? []).map((name) => (
        <Setting key={name} {...own} name={name} title={t(`way.${name}`)} schema={name === 'field' ? fieldOf(find) : schemas[name]!} value={find[name]} beside={find.by === 'lookup' ? { form: find.form } : beside} pointer={`${pointer}/${name}`} onChange={(value) => put(name, value)} />
      ))}
      <Setting {...own} name="when" title={t('way.when')} schema={condition} value={find.when} beside={beside} pointer={`${pointer}/when`} onChange={(value) => put('when', value)} />
    </div>
  );
}

function fieldOf(find: Find): Schema {
  return { type: 'string', 'x-editor': find.by === 'lookup' ? 'field' : 'personPath' };
}
