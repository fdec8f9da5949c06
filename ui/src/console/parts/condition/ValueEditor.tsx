import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formWords } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { arity, family, type FilterRule } from '../../../model/filter';
import { relativeDays } from '../../../model/filtersentence';
import type { Column } from '../../../model/list';
import { Combobox } from '../../../units/control/Combobox';
import { matching } from '../../../units/control/choices';
import { fields, type Choice, type FieldInputProps } from '../../../units/fields';
import { lookupIn, nameOf } from '../lookup';
import style from './condition.module.css';

interface ValueEditorProps {
  rule: FilterRule;
  column: Column;
  app: string;
  form: string;
  onChange: (value: unknown) => void;
}

/** ValueEditor lets the same controls forms have choose what a rule compares with. */
export function ValueEditor(props: ValueEditorProps) {
  const { rule, column, onChange } = props;
  const kind = family(column.type);
  if (kind === 'boolean') return <YesNo value={rule.value === true} onChange={onChange} />;
  if (column.filter?.options?.length || kind === 'choice' || (kind === 'choices' && column.type !== 'tags')) return <Pick {...props} />;
  if (arity(rule.op) === 'range') return <Range {...props} type={kind === 'date' || kind === 'time' ? kind : 'number'} />;
  if (arity(rule.op) === 'many' || column.type === 'tags') return <Unit {...props} type="tags" />;
  if (kind === 'date') return <Day {...props} />;
  return <Unit {...props} type={kind === 'number' || kind === 'time' ? kind : 'text'} />;
}

function YesNo({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation('list');
  return (
    <label>
      <span className="visually-hidden">{t('filter.value')}</span>
      <select value={String(value)} onChange={(event) => onChange(event.target.value === 'true')}>
        <option value="true">{t('filter.true')}</option>
        <option value="false">{t('filter.false')}</option>
      </select>
    </label>
  );
}

/** useInput is what a field control is given outside of a form. */
function useInput({ column, app, form, onChange }: ValueEditorProps, type: string, value: unknown): FieldInputProps {
  const { i18n } = useTranslation('list');
  const language = toLanguage(i18n.language);
  const id = useId();
  return {
    id,
    labelId: `${id}-label`,
    field: { key: column.field, title: column.title, type, level: 'write', settings: {} },
    value,
    onChange,
    problems: [],
    context: { language, t: formWords(language), values: {}, lookup: lookupIn(app, form) },
  };
}

function Unit(props: ValueEditorProps & { type: string; at?: number }) {
  const { t } = useTranslation('list');
  const { rule, type, at } = props;
  const list = Array.isArray(rule.value) ? rule.value : [];
  const value = at === undefined ? rule.value : list[at];
  const set = (next: unknown) => {
    if (at === undefined) return props.onChange(next);
    const both = [list[0] ?? null, list[1] ?? null];
    both[at] = next ?? null;
    props.onChange(both);
  };
  const input = useInput({ ...props, onChange: set }, type, value ?? null);
  const { Input } = fields.get(type);
  const label = at === undefined ? t('filter.value') : t(at === 0 ? 'filter.from' : 'filter.to');
  return (
    <div className={style.unit}>
      <label htmlFor={input.id} id={input.labelId} className="visually-hidden">
        {label}
      </label>
      <Input {...input} />
    </div>
  );
}

function Range(props: ValueEditorProps & { type: string }) {
  return (
    <div className={style.range}>
      <Unit {...props} at={0} />
      <span aria-hidden="true">–</span>
      <Unit {...props} at={1} />
    </div>
  );
}

const fixed = 'fixed';
const back = ['today-7d', 'today-30d', 'today-90d'];

/** Day compares with a fixed day or one that moves with time. */
function Day(props: ValueEditorProps) {
  const { t } = useTranslation('list');
  const relative = (props.rule.value as { relative?: string } | null | undefined)?.relative;
  const words = (one: string) => (back.includes(one) ? t('filter.daysAgo', { count: Number(/\d+/.exec(one)![0]) }) : t(`filter.relative.${one}`));
  return (
    <div className={style.day}>
      <label>
        <span className="visually-hidden">{t('filter.dayKind')}</span>
        <select value={relative ?? fixed} onChange={(event) => props.onChange(event.target.value === fixed ? undefined : { relative: event.target.value })}>
          <option value={fixed}>{t('filter.fixedDay')}</option>
          {[...relativeDays, ...back].map((one) => (
            <option key={one} value={one}>
              {words(one)}
            </option>
          ))}
        </select>
      </label>
      {relative === undefined ? <Unit {...props} type="date" /> : null}
    </div>
  );
}

/** Pick chooses among options, people or records, one or several. */
function Pick(props: ValueEditorProps) {
  const { t } = useTranslation('list');
  const { rule, column, onChange } = props;
  const many = arity(rule.op) === 'many';
  const ids = (Array.isArray(rule.value) ? rule.value : [rule.value]).filter((one) => one !== undefined && one !== null && one !== '').map(String);
  const options: Choice[] | undefined = column.filter?.options?.map((option) => ({ ...option }));
  const input = useInput(props, column.type, rule.value);
  const chosen = ids.map((id) => options?.find((one) => one.value === id) ?? { value: id, text: nameOf(id) ?? id });
  const find = (search: string) => (options ? matching(options, search) : input.context.lookup!(input.field, search));
  return (
    <div className={style.unit}>
      <label htmlFor={input.id} className="visually-hidden">
        {t('filter.value')}
      </label>
      <Combobox props={input} chosen={chosen} many={many} find={find} onChoose={(list) => onChange(many ? list.map((one) => one.value) : list[0]?.value)} />
    </div>
  );
}
