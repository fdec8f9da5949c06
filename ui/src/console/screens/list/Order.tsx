import { SortAscendingOutlined, SortDescendingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListState } from './useList';
import style from './list.module.css';

/** Order says on a phone, where rows are cards and nothing has a head to press, what they are ordered by; by the phone's own picker. */
export function Order({ list }: { list: ListState }) {
  const { t } = useTranslation('list');
  const { standing, columns, set } = list;
  const to = (field: string, descending: boolean) => set({ sort: `${field}:${descending ? 'desc' : 'asc'}` });
  const turn = standing.descending ? t('order.descending') : t('order.ascending');
  return (
    <div className={style.order}>
      <label>
        {t('order.by')}
        <select value={standing.field} onChange={({ target }) => to(target.value, standing.descending)}>
          <option value="record.no">{t('record')}</option>
          {columns.flatMap(({ sortable, field, title }) => (sortable && field !== 'record.no' ? <option key={field} value={field}>{title}</option> : []))}
        </select>
      </label>
      <Button icon={standing.descending ? <SortDescendingOutlined aria-hidden /> : <SortAscendingOutlined aria-hidden />} title={turn} aria-label={turn} onClick={() => to(standing.field, !standing.descending)} />
    </div>
  );
}
