import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnits } from '../../../form';
import { add, change, newRule, suggested, type FilterExpression, type FilterGroup, type FilterPart, type Path } from '../../../model/filter';
import type { Column } from '../../../model/list';
import { RuleRow } from './RuleRow';
import style from './condition.module.css';

interface ConditionProps {
  value: FilterGroup;
  onChange: (value: FilterGroup) => void;
  /** What rules can be about; at least one. */
  columns: readonly Column[];
  app: string;
  form: string;
  /** Rules may compare with the value of another of the columns. */
  others?: boolean;
  /** What rules may compare with beside the columns: of the record that looks these up, `$.` before its name. */
  own?: readonly Column[];
  /** How groups nest; deeper ones still work when they come from elsewhere. */
  deepest?: number;
  /** Draws what edits an expression; without it none can be added. */
  expression?: (part: FilterExpression, onChange: (expr: string) => void) => ReactNode;
}

interface Tools extends Omit<ConditionProps, 'value' | 'onChange'> {
  edit: (path: Path, how: (part: FilterPart) => FilterPart | undefined) => void;
  more: (path: Path, part: FilterPart) => void;
}

/** Condition edits groups of rules, in lists and in the builder alike. */
export function Condition({ value, onChange, ...rest }: ConditionProps) {
  const ready = useUnits(['text', 'number', 'date', 'time', 'tags']);
  const tools: Tools = { ...rest, edit: (path, how) => onChange(change(value, path, how)), more: (path, part) => onChange(add(value, path, part)) };
  return ready ? <Group group={value} path={[]} tools={tools} /> : null;
}

function Group({ group, path, tools }: { group: FilterGroup; path: Path; tools: Tools }) {
  const { t } = useTranslation('list');
  const kind = group.not ? 'not' : group.kind;
  const place = path.map((at) => at + 1).join('.');
  const setKind = (next: string) => tools.edit(path, (part) => ({ ...(part as FilterGroup), kind: next === 'any' ? 'any' : 'all', not: next === 'not' }));
  const start = () => newRule(suggested(tools.columns)!);
  return (
    <fieldset className={style.group} data-depth={path.length}>
      <legend className="visually-hidden">{t('filter.groupLabel', { place })}</legend>
      <div className={style.groupHead}>
        <label>
          <span className="visually-hidden">{t('filter.kind.label')}</span>
          <select value={kind} onChange={(event) => setKind(event.target.value)}>
            {['all', 'any', 'not'].map((one) => (
              <option key={one} value={one}>
                {t(`filter.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {path.length > 0 ? <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('filter.dropGroup')} onClick={() => tools.edit(path, () => undefined)} /> : null}
      </div>
      {group.parts.map((part, at) => (
        <Part key={at} part={part} path={[...path, at]} tools={tools} />
      ))}
      <div className={style.add}>
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => tools.more(path, start())}>
          {t('filter.addRule')}
        </Button>
        {path.length < (tools.deepest ?? 2) ? (
          <Button type="text" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => tools.more(path, { kind: 'any', parts: [start()] })}>
            {t('filter.addGroup')}
          </Button>
        ) : null}
        {tools.expression ? (
          <Button type="text" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => tools.more(path, { kind: 'expr', expr: '' })}>
            {t('filter.addExpression')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Part({ part, path, tools }: { part: FilterPart; path: Path; tools: Tools }) {
  const { t } = useTranslation('list');
  const { columns, app, form, others, own } = tools;
  if (part.kind === 'rule') return <RuleRow rule={part} columns={columns} app={app} form={form} others={others} own={own} onChange={(next) => tools.edit(path, () => next)} />;
  if (part.kind !== 'expr') return <Group group={part} path={path} tools={tools} />;
  return (
    <div className={style.expression}>
      {tools.expression ? tools.expression(part, (expr) => tools.edit(path, () => ({ kind: 'expr', expr }))) : <code>{part.expr}</code>}
      <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('filter.dropRule')} onClick={() => tools.edit(path, () => undefined)} />
    </div>
  );
}
