import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Find, PeopleRule } from '../../../model/flow';
import { Cards } from '../Cards';
import type { EditorProps } from '../editor';
import { useFindWords } from '../useWords';
import { Setting } from '../Settings';
import { Way } from './Way';
import style from '../inspector.module.css';

const name = { type: 'string', 'x-editor': 'people' };
const role = { type: 'string', 'x-editor': 'role' };

/** Rule finds people: each way in turn until one finds somebody, then the fallback. */
export function Rule(props: EditorProps & { rule: PeopleRule | undefined; onRule: (rule: PeopleRule) => void }) {
  const { t } = useTranslation('designprocess');
  const { rule = { find: [] }, onRule, pointer, problems } = props;
  const id = useId();
  const words = useFindWords();
  const empty = rule.empty ?? {};
  const kind = empty.rule !== undefined ? 'rule' : empty.role !== undefined ? 'role' : empty.skip ? 'skip' : 'admin';
  const { empty: _, ...bare } = rule;
  const set = (next: PeopleRule['empty']) => onRule(next ? { ...bare, empty: next } : bare);
  const kinds: Record<string, PeopleRule['empty']> = { rule: { rule: '' }, role: { role: '' }, skip: { skip: true } };
  return (
    <div className={style.rows}>
      <Cards<Find> list={rule.find} onChange={(find) => onRule({ ...rule, find })} opened={rule.find.length === 1 ? 0 : -1} head={(find) => ({ title: words(find) })} body={(find, at, put) => <Way {...props} pointer={`${pointer}/find/${at}`} find={find} onFind={put} />}>
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} disabled={rule.find.length >= 20} onClick={() => onRule({ ...rule, find: [...rule.find, { by: 'role' }] })}>
          {t('addWay')}
        </Button>
      </Cards>
      <div className={style.setting}>
        <label htmlFor={id}>{t('nobody')}</label>
        <Select id={id} value={kind} options={['admin', 'rule', 'role', 'skip'].map((one) => ({ value: one, label: t(`nobodyThen.${one}`) }))} onChange={(next: string) => set(kinds[next])} />
      </div>
      {kind === 'rule' ? <Setting name="rule" title={t('people')} schema={name} root={name} value={empty.rule} beside={{}} pointer={`${pointer}/empty/rule`} problems={problems} onChange={(next) => set({ rule: String(next ?? '') })} /> : null}
      {kind === 'role' ? <Setting name="role" title={t('role')} schema={role} root={role} value={empty.role} beside={{}} pointer={`${pointer}/empty/role`} problems={problems} onChange={(next) => set({ role: String(next ?? '') })} /> : null}
    </div>
  );
}
