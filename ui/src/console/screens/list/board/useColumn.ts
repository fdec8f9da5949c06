import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../../../../api/client';
import type { ListItem, Page } from '../../../../model/list';
import type { ListState } from '../useList';

/** useColumn reads the records of one status piece by piece, as the list narrows and sorts them. */
export function useColumn(list: ListState, app: string, form: string, status: string) {
  const { view, filter, sort } = list.asked;
  const here = { field: 'record.status', op: 'eq', value: status };
  const narrowed = JSON.stringify(filter ? { all: [here, JSON.parse(filter)] } : here);
  const result = useInfiniteQuery({
    queryKey: ['records', app, form, 'board', status, list.asked],
    queryFn: ({ pageParam }) => get<Page<ListItem>>(`apps/${app}/forms/${form}/records`, { query: { view, filter: narrowed, sort, limit: 20, count: 1, after: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last: Page<ListItem>) => last.next || undefined,
  });
  return { ...result, items: result.data?.pages.flatMap((page) => page.items) ?? [], count: result.data?.pages[0]?.count ?? 0 };
}
