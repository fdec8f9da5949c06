import { ArrowDownOutlined, ArrowUpOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { grouped, identity, offered, type Column } from '../../../model/list';
import type { ListState } from './useList';
import style from './filter.module.css';

/** ColumnChooser decides which columns stand in which order; the device remembers it for each view. */
export function ColumnChooser({ list }: { list: ListState }) {
  const { t } = useTranslation('list');
  const shown = list.shown.map((column) => column.field);
  const hidden = offered(list.columns).filter((column) => !list.columns.some((one) => one.same === column.field) && !shown.includes(column.field) && !identity.has(column.field));
  const move = (at: number, by: number) => {
    const next = [...shown];
    const [field] = next.splice(at, 1);
    next.splice(at + by, 0, field!);
    list.choose(next);
  };
  const show = (field: string) => list.choose([...shown, field]);
  const panel = (
    <div className={style.columns}>
      <ul aria-label={t('columns.shown')}>
        {list.shown.map((column, at) => (
          <li key={column.field}>
            <label>
              <input type="checkbox" checked disabled={shown.length === 1} onChange={() => list.choose(shown.filter((field) => field !== column.field))} />
              {column.title}
            </label>
            <Button type="text" size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={at === 0} aria-label={t('columns.up', { title: column.title })} onClick={() => move(at, -1)} />
            <Button type="text" size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={at === shown.length - 1} aria-label={t('columns.down', { title: column.title })} onClick={() => move(at, 1)} />
          </li>
        ))}
      </ul>
      <Hidden title={t('filter.ofForm')} columns={grouped(hidden).field} onShow={show} />
      <Hidden title={t('filter.ofRecord')} columns={grouped(hidden).record} onShow={show} />
      {list.chosen ? (
        <Button size="small" onClick={() => list.choose(undefined)}>
          {t('columns.reset')}
        </Button>
      ) : null}
    </div>
  );
  return (
    <Popover content={panel} trigger="click" placement="bottomRight" title={t('columns.title')}>
      <Button icon={<TableOutlined aria-hidden />} aria-label={t('columns.title')} />
    </Popover>
  );
}

/** Hidden are columns that can be shown, of one kind. */
function Hidden({ title, columns, onShow }: { title: string; columns: readonly Column[]; onShow: (field: string) => void }) {
  if (columns.length === 0) return null;
  return (
    <>
      <p className={style.kind}>{title}</p>
      <ul aria-label={title}>
        {columns.map((column) => (
          <li key={column.field}>
            <label>
              <input type="checkbox" checked={false} onChange={() => onShow(column.field)} />
              {column.title}
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
