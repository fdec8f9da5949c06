import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { arity, newRule, operators, otherField, type FilterRule } from '../../../model/filter';
import { operatorKey } from '../../../model/filtersentence';
import { grouped, offered, type Column } from '../../../model/list';
import { ValueEditor } from './ValueEditor';
import style from './condition.module.css';

interface RuleRowProps {
  rule: FilterRule;
  columns: readonly Column[];
  app: string;
  form: string;
  /** It may compare with the value of another column. */
  others?: boolean;
  /** Columns of the record that looks these up, to compare with. */
  own?: readonly Column[];
  /** Undefined takes the rule away. */
  onChange: (rule: FilterRule | undefined) => void;
}

/** RuleRow is one comparison: field, operator, value. A change of operator keeps the value where it still fits. */
export function RuleRow({ rule, columns, app, form, others, own = [], onChange }: RuleRowProps) {
  const { t } = useTranslation('list');
  const column = columns.find((one) => one.field === rule.field);
  const setField = (field: string) => {
    const next = columns.find((one) => one.field === field);
    if (next) onChange(newRule(next));
  };
  // What a definition says by hand is kept, even where no menu would offer it.
  const known = column ? operators(column) : [];
  const ops = known.includes(rule.op) ? known : [...known, rule.op];
  const value = () => {
    if (!column || arity(rule.op) === 'none') return null;
    const set = (next: unknown) => onChange({ ...rule, value: next });
    const able = others && arity(rule.op) === 'one';
    if (able && otherField(rule.value) !== undefined) return <OtherField rule={rule} columns={columns} own={own} onChange={set} />;
    return (
      <div className={style.other}>
        <ValueEditor rule={rule} column={column} app={app} form={form} onChange={set} />
        {able ? (
          <button type="button" className={style.swap} onClick={() => set({ field: '' })}>
            {t('filter.useField')}
          </button>
        ) : null}
      </div>
    );
  };
  const setOp = (op: string) => onChange({ ...rule, op, value: arity(op) === arity(rule.op) ? rule.value : undefined });
  return (
    <div className={style.rule}>
      <label className={style.field}>
        <span className="visually-hidden">{t('filter.field')}</span>
        <select value={rule.field} onChange={(event) => setField(event.target.value)}>
          {column ? null : <option value={rule.field}>{rule.field}</option>}
          <FieldOptions columns={offered(columns, [rule.field])} />
        </select>
      </label>
      <label className={style.op}>
        <span className="visually-hidden">{t('filter.operator')}</span>
        <select value={rule.op} onChange={(event) => setOp(event.target.value)}>
          {ops.map((op) => (
            <option key={op} value={op}>
              {t(operatorKey(op, column))}
            </option>
          ))}
        </select>
      </label>
      <div className={style.value}>{value()}</div>
      <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('filter.dropRule')} onClick={() => onChange(undefined)} />
    </div>
  );
}

/** FieldOptions lists fields to choose from, those of every record apart from the form's own: their titles may be alike. */
function FieldOptions({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation('list');
  const options = (list: readonly Column[]) =>
    list.map((one) => (
      <option key={one.field} value={one.field}>
        {one.title}
      </option>
    ));
  const { record, field } = grouped(columns);
  if (record.length === 0 || field.length === 0) return options(columns);
  return (
    <>
      <optgroup label={t('filter.ofForm')}>{options(field)}</optgroup>
      <optgroup label={t('filter.ofRecord')}>{options(record)}</optgroup>
    </>
  );
}

/** OtherField chooses the field whose value is compared with. */
function OtherField({ rule, columns, own, onChange }: { rule: FilterRule; columns: readonly Column[]; own: readonly Column[]; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('list');
  const chosen = otherField(rule.value)!;
  return (
    <div className={style.other}>
      <label>
        <span className="visually-hidden">{t('filter.otherField')}</span>
        <select value={chosen} onChange={(event) => onChange({ field: event.target.value })}>
          <option value="">{t('filter.chooseField')}</option>
          {chosen && ![...columns, ...own].some((one) => one.field === chosen) ? <option value={chosen}>{chosen}</option> : null}
          {own.length > 0 ? (
            <optgroup label={t('filter.ofOwn')}>
              {own.map((one) => (
                <option key={one.field} value={one.field}>
                  {one.title}
                </option>
              ))}
            </optgroup>
          ) : null}
          <FieldOptions columns={offered(columns, [chosen]).filter((one) => one.field !== rule.field)} />
        </select>
      </label>
      <button type="button" className={style.swap} onClick={() => onChange(undefined)}>
        {t('filter.useValue')}
      </button>
    </div>
  );
}
