import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { arity, newRule, operators, type FilterRule } from '../../../model/filter';
import { operatorKey } from '../../../model/filtersentence';
import type { Column } from '../../../model/list';
import { ValueEditor } from './ValueEditor';
import style from './filter.module.css';

interface RuleRowProps {
  rule: FilterRule;
  columns: readonly Column[];
  app: string;
  form: string;
  /** Undefined takes the rule away. */
  onChange: (rule: FilterRule | undefined) => void;
}

/** RuleRow is one comparison: field, operator, value. A change of operator keeps the value where it still fits. */
export function RuleRow({ rule, columns, app, form, onChange }: RuleRowProps) {
  const { t } = useTranslation('list');
  const column = columns.find((one) => one.field === rule.field);
  const setField = (field: string) => {
    const next = columns.find((one) => one.field === field);
    if (next) onChange(newRule(next));
  };
  const setOp = (op: string) => onChange({ ...rule, op, value: arity(op) === arity(rule.op) ? rule.value : undefined });
  return (
    <div className={style.rule}>
      <label className={style.field}>
        <span className="visually-hidden">{t('filter.field')}</span>
        <select value={rule.field} onChange={(event) => setField(event.target.value)}>
          {column ? null : <option value={rule.field}>{rule.field}</option>}
          {columns.map((one) => (
            <option key={one.field} value={one.field}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      <label className={style.op}>
        <span className="visually-hidden">{t('filter.operator')}</span>
        <select value={rule.op} onChange={(event) => setOp(event.target.value)}>
          {(column ? operators(column) : [rule.op]).map((op) => (
            <option key={op} value={op}>
              {t(operatorKey(op, column))}
            </option>
          ))}
        </select>
      </label>
      <div className={style.value}>{column && arity(rule.op) !== 'none' ? <ValueEditor rule={rule} column={column} app={app} form={form} onChange={(value) => onChange({ ...rule, value })} /> : null}</div>
      <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('filter.dropRule')} onClick={() => onChange(undefined)} />
    </div>
  );
}
