import { CloseOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { change, count, emptyFilter, toTree, type FilterGroup } from '../../../model/filter';
import { sentence } from '../../../model/filtersentence';
import { nameOf } from '../../parts/lookup';
import { ColumnChooser } from './ColumnChooser';
import { FilterBuilder } from './FilterBuilder';
import type { ListState } from './useList';
import style from './list.module.css';

interface FilterBarProps {
  list: ListState;
  app: string;
  form: string;
  /** Stands behind the columns. */
  children?: ReactNode;
}

/** FilterBar is the search, the filter in words, and the way to change both and the columns. */
export function FilterBar({ list, app, form, children }: FilterBarProps) {
  const { t } = useTranslation('list');
  const [open, setOpen] = useState(false);
  const filter = list.filter ?? emptyFilter;
  const apply = (next: FilterGroup) => {
    const tree = toTree(next);
    list.set({ filter: tree && JSON.stringify(tree) });
    setOpen(false);
  };
  const context = { columns: list.columns, say: (key: string, params?: Record<string, unknown>) => t(key, params), name: nameOf };
  // A negated filter or a choice between rules is one thing said; rules that all must hold are said one by one.
  const single = filter.not || filter.kind === 'any';
  const chips = single ? [{ words: sentence(filter, context), without: emptyFilter }] : filter.parts.map((part, at) => ({ words: sentence(part, context, true), without: change(filter, [at], () => undefined) }));
  return (
    <div className={style.bar}>
      <Search value={list.search} onChange={(q) => list.set({ q })} />
      <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpen(true)} aria-haspopup="dialog">
        {t('filter.button')}
        {count(filter) > 0 ? ` · ${count(filter)}` : ''}
      </Button>
      <ColumnChooser list={list} />
      {children}
      {chips.some((chip) => chip.words) ? (
        <ul className={style.chips} aria-label={t('filter.active')}>
          {chips.filter((chip) => chip.words).map(({ words, without }) => (
            <li key={words}>
              <button type="button" className={style.words} onClick={() => setOpen(true)}>
                {words}
              </button>
              <button type="button" className={style.drop} aria-label={t('filter.remove', { words })} onClick={() => apply(without)}>
                <CloseOutlined aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Drawer open={open} onClose={() => setOpen(false)} title={t('filter.title')} size={560} destroyOnHidden>
        <FilterBuilder start={filter} columns={list.columns} app={app} form={form} onApply={apply} />
      </Drawer>
    </div>
  );
}

/** Search waits for a pause in typing before it asks. */
function Search({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('list');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), 350);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label className={style.search}>
      <SearchOutlined aria-hidden />
      <span className="visually-hidden">{t('search')}</span>
      <input type="search" value={text} placeholder={t('search')} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}
