import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { useEffect, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { nextSort, repeats, type Column, type ListItem } from '../../../model/list';
import { recordUrl } from '../../parts/act';
import { useZone } from '../../session';
import { CellOf } from './CellOf';
import type { ListState } from './useList';
import style from './list.module.css';

/** useWalk moves between rows with j and k (or arrows down and up in a row); Enter is the link's own. */
function useWalk() {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const target = event.target as HTMLElement;
      if (!step || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      const links = [...(body.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))];
      event.preventDefault();
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return body;
}

/** Table draws the rows; on a phone each becomes a card. */
export function Table({ list, app, form }: { list: ListState; app: string; form: string }) {
  const { t } = useTranslation('list');
  const body = useWalk();
  const zone = useZone(app);
  const { items } = list.rows.data!;
  const columns = list.shown.filter((column) => !repeats(column, items));
  return (
    <div className={style.frame} aria-busy={list.rows.isFetching} data-stale={list.rows.isPlaceholderData || undefined}>
      <table className={style.table}>
        <thead>
          <tr>
            <Heading column={{ field: 'record.no', title: t('record'), type: 'text', sortable: true }} list={list} />
            {columns.map((column) => (
              <Heading key={column.field} column={column} list={list} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map((item) => (
            <Row key={item.id} item={item} columns={columns} to={recordUrl({ app, form, id: item.id })} zone={zone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ column, list }: { column: Column; list: ListState }) {
  const { order, standing, set } = list;
  const mine = standing.field === column.field;
  const sorted = !mine ? undefined : standing.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sorted} data-type={column.type}>
      {column.sortable ? (
        <button type="button" onClick={() => set({ sort: nextSort(order, column.field) || undefined })}>
          {column.title}
          {mine ? standing.descending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden /> : null}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function Row({ item, columns, to, zone }: { item: ListItem; columns: readonly Column[]; to: string; zone?: string }) {
  const { t } = useTranslation('list');
  const navigate = useNavigate();
  const onClick = (event: MouseEvent) => {
    const busy = (event.target as HTMLElement).closest('a, button') || getSelection()?.toString();
    if (busy) return;
    if (event.metaKey || event.ctrlKey) window.open(to, '_blank', 'noopener');
    else void navigate(to);
  };
  return (
    <tr onClick={onClick}>
      <th scope="row">
        <Link to={to} data-row>
          {item.title || item.no}
        </Link>
        <span className={style.under}>
          {item.title ? item.no : null}
          {item.sample ? <em>{t('sample')}</em> : null}
        </span>
      </th>
      {columns.map((column) => (
        <td key={column.field} data-label={column.title} data-type={column.type}>
          <CellOf column={column} item={item} zone={zone} />
        </td>
      ))}
    </tr>
  );
}
