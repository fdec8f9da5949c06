import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyFilter, filterable, newRule, suggested, type FilterGroup } from '../../../model/filter';
import { sentence } from '../../../model/filtersentence';
import type { Column } from '../../../model/list';
import { Condition } from '../../parts/condition/Condition';
import { nameOf } from '../../parts/lookup';
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
  if (!usable[0]) return <p>{t('filter.nothing')}</p>;
  const said = sentence(filter, { columns, say: (key, params) => t(key, params), name: nameOf });
  return (
    <form
      className={style.builder}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(filter);
      }}
    >
      <Condition value={filter} onChange={setFilter} columns={usable} app={app} form={form} />
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
