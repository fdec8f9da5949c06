import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { pageSize, type ListState } from './useList';
import style from './list.module.css';

/** Pager says which part of how many is shown, and turns the pages. */
export function Pager({ list }: { list: ListState }) {
  const { t } = useTranslation('list');
  const { rows, page } = list;
  const { items, count, next } = rows.data!;
  const from = page * pageSize + 1;
  const to = page * pageSize + items.length;
  return (
    <nav className={style.pager} aria-label={t('pages')}>
      <span role="status">{count === undefined ? t('range', { from, to }) : t('rangeOf', { from, to, count })}</span>
      <span className={style.keys}>{t('keys')}</span>
      {page > 0 || next ? (
        <span className={style.turn}>
          <Button icon={<LeftOutlined aria-hidden />} disabled={page === 0} onClick={list.back} aria-label={t('previous')} />
          <Button icon={<RightOutlined aria-hidden />} disabled={!next || rows.isPlaceholderData} onClick={() => list.on()} aria-label={t('next')} />
        </span>
      ) : null}
    </nav>
  );
}
