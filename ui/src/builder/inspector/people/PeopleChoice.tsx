import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Find, PeopleRule } from '../../../model/flow';
import type { EditorProps } from '../editor';
import { Rule } from './Rule';
import { RuleName } from './RuleName';
import { Way } from './Way';
import style from '../inspector.module.css';

type Kind = 'rule' | 'written' | 'find' | 'customer';

const blanks: Readonly<Record<Kind, unknown>> = { rule: '', written: { find: [{ by: 'who', who: 'owner' }] }, find: { by: 'who', who: 'owner' }, customer: { customer: true } };

/** PeopleChoice lets people be given by a rule of the process, or described on the spot. */
export function PeopleChoice(props: EditorProps & { kinds: readonly Kind[] }) {
  const { t } = useTranslation('designprocess');
  const { id, value, onChange, kinds } = props;
  const kind: Kind = typeof value === 'object' && value !== null ? ('find' in value ? 'written' : 'customer' in value ? 'customer' : 'find') : 'rule';
  return (
    <div className={style.rows}>
      <Select id={id} aria-label={t('whom')} value={kind} options={kinds.map((one) => ({ value: one, label: t(`whomBy.${one}`) }))} onChange={(next: Kind) => onChange(blanks[next])} />
      {kind === 'rule' ? <RuleName {...props} id={`${id}-rule`} label={t('people')} /> : null}
      {kind === 'written' ? <Rule {...props} rule={value as PeopleRule} onRule={onChange} /> : null}
      {kind === 'find' ? <Way {...props} find={value as Find} onFind={onChange} /> : null}
    </div>
  );
}
