import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { add, change, emptyFilter, filterable, newRule, suggested, type FilterGroup, type FilterPart, type Path } from '../../../model/filter';
import { sentence } from '../../../model/filtersentence';
import type { Column } from '../../../model/list';
import { nameOf } from '../../parts/lookup';
import { useUnits } from '../../../form';
import { RuleRow } from './RuleRow';
import style from './filter.module.css';

interface FilterBuilderProps {
  start: FilterGroup;
  columns: readonly Column[];
  app: string;
  form: string;
  onApply: (filter: FilterGroup) => void;
}

/** FilterBuilder edits a filter as groups of rules and says below what it means. */
export function FilterBuilder({ start, columns, app, form, onApply }: FilterBuilderProps) {
  const { t } = useTranslation('list');
  const usable = filterable(columns);
  const [filter, setFilter] = useState<FilterGroup>(start.parts.length > 0 || !usable[0] ? start : { ...emptyFilter, parts: [newRule(suggested(usable)!)] });
  const ready = useUnits(['text', 'number', 'date', 'time', 'tags']);
  if (!usable[0]) return <p>{t('filter.nothing')}</p>;
  const said = sentence(filter, { columns, say: (key, params) => t(key, params), name: nameOf });
  const edit = (path: Path, how: (part: FilterPart) => FilterPart | undefined) => setFilter((now) => change(now, path, how));
  const tools = { columns: usable, app, form, edit, more: (path: Path, part: FilterPart) => setFilter((now) => add(now, path, part)) };
  return (
    <form
      className={style.builder}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(filter);
      }}
    >
      {ready ? <Group group={filter} path={[]} tools={tools} /> : null}
      <p className={style.said} role="status">
        {said ? t('filter.means', { words: said }) : t('filter.meansAll')}
      </p>
      <div className={style.actions}>
        <Button type="primary" htmlType="submit">
          {t('filter.apply')}
        </Button>
        <Button onClick={() => onApply(emptyFilter)}>{t('clear')}</Button>
      </div>
    </form>
  );
}

interface Tools {
  columns: readonly Column[];
  app: string;
  form: string;
  edit: (path: Path, how: (part: FilterPart) => FilterPart | undefined) => void;
  more: (path: Path, part: FilterPart) => void;
}

/** Groups nest this deep in the builder; deeper ones still work when they come from elsewhere. */
const deepest = 2;

function Group({ group, path, tools }: { group: FilterGroup; path: Path; tools: Tools }) {
  const { t } = useTranslation('list');
  const kind = group.not ? 'not' : group.kind;
  const place = path.map((at) => at + 1).join('.');
  const setKind = (next: string) => tools.edit(path, (part) => ({ ...(part as FilterGroup), kind: next === 'any' ? 'any' : 'all', not: next === 'not' }));
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
      {group.parts.map((part, at) =>
        part.kind === 'rule' ? (
          <RuleRow key={at} rule={part} columns={tools.columns} app={tools.app} form={tools.form} onChange={(next) => tools.edit([...path, at], () => next)} />
        ) : (
          <Group key={at} group={part} path={[...path, at]} tools={tools} />
        ),
      )}
      <div className={style.add}>
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => tools.more(path, newRule(suggested(tools.columns)!))}>
          {t('filter.addRule')}
        </Button>
        {path.length < deepest ? (
          <Button type="text" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => tools.more(path, { kind: 'any', parts: [newRule(suggested(tools.columns)!)] })}>
            {t('filter.addGroup')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
