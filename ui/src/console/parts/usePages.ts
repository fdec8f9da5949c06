import { useInfiniteQuery } from '@tanstack/react-query';
import { get, type Call } from '../../api/client';
import type { Page } from '../../model/list';

/** usePages reads a list piece by piece; `items` is everything read so far. */
export function usePages<T>(key: readonly unknown[], path: string, query: Call['query'] = {}, enabled = true) {
  const result = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => get<Page<T>>(path, { query: { limit: 30, ...query, after: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last: Page<T>) => last.next || undefined,
    enabled,
  });
  return { ...result, items: result.data?.pages.flatMap((page) => page.items ?? []) };
}
