import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { everything, whole, widest, type ListItem, type ListView, type Page } from '../../../model/list';
import { State } from '../../parts/State';
import type { ListState } from './useList';

interface EmptyProps {
  list: ListState;
  app: string;
  form: string;
  create: ReactNode;
}

/** So many views are looked into for something to show instead. */
const tried = 8;

const countIn = async (app: string, form: string, query: Record<string, string | undefined>) =>
  (await get<Page<ListItem>>(`apps/${app}/forms/${form}/records`, { query: { ...query, view: query.view === everything ? undefined : query.view, limit: 1, count: 1 } })).count ?? 0;

/** Empty says why there is nothing to see, the filter, the view, or because nothing came yet, and where there is something. */
export function Empty({ list, app, form, create }: EmptyProps) {
  const { t } = useTranslation('list');
  if (list.narrowed !== undefined || list.search !== '') return <Unfound list={list} app={app} form={form} />;
  const { view } = list;
  if (view && list.views.length > 1 && !whole(view)) return <Bare list={list} app={app} form={form} view={view} create={create} />;
  return (
    <State title={t('empty.none')} hint={create ? t('empty.noneHint') : t('empty.waitHint')}>
      {create}
    </State>
  );
}

/** Unfound offers to look for the same among more than the view holds. */
function Unfound({ list, app, form }: Omit<EmptyProps, 'create'>) {
  const { t } = useTranslation('list');
  const { view, views, asked } = list;
  const wider = view && !whole(view) ? widest(views, view) : undefined;
  const there = useQuery({
    queryKey: ['records', app, form, { ...asked, view: wider?.key }, 'count'],
    queryFn: () => countIn(app, form, { ...asked, view: wider!.key }),
    enabled: wider !== undefined,
  });
  const more = wider !== undefined && there.data !== 0;
  const hint = !wider ? t('empty.filteredHint') : more ? t('empty.inView', { view: view!.title }) : t('empty.nowhere');
  return (
    <State title={t('empty.filtered')} hint={hint}>
      {more ? (
        <Button type="primary" icon={<SearchOutlined aria-hidden />} onClick={() => list.set({ view: wider.key })}>
          {t(whole(wider) ? 'empty.searchAll' : 'empty.searchIn', { view: wider.title })}
          {there.data ? t('empty.found', { count: there.data }) : ''}
        </Button>
      ) : null}
      <Clear list={list} />
    </State>
  );
}

/** Bare leads from a view without records to the first that has some. */
function Bare({ list, app, form, view, create }: EmptyProps & { view: ListView }) {
  const { t } = useTranslation('list');
  const others = list.views.filter((one) => one.key !== view.key).slice(0, tried);
  const fuller = useQuery({
    queryKey: ['records', app, form, view.key, 'fuller'],
    queryFn: async () => {
      for (const one of others) {
        const count = await countIn(app, form, { view: one.key });
        if (count > 0) return { key: one.key, title: one.title, count };
      }
      return null;
    },
  });
  const next = fuller.data;
  const wider = widest(list.views, view);
  const go = list.open;
  return (
    <State title={t('empty.view', { view: view.title })} hint={t(next ? 'empty.viewHint' : 'empty.waitHint')}>
      {next ? (
        <Button type="primary" onClick={() => go(next.key)}>
          {t('empty.see', { view: next.title, count: next.count })}
        </Button>
      ) : null}
      {wider && next && wider.key !== next.key ? <Button onClick={() => go(wider.key)}>{t('empty.all')}</Button> : null}
      {next ? null : create}
    </State>
  );
}

/** Clear takes the filter and the words away. */
export function Clear({ list }: { list: ListState }) {
  const { t } = useTranslation('list');
  return <Button onClick={() => list.set({ filter: undefined, q: undefined })}>{t('clear')}</Button>;
}
