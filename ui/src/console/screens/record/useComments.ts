import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../../../api/client';
import type { RecordComment } from '../../../model/record';
import { useDesk } from './desk';

/** commentsKey is where the comments of a record are remembered, in every version. */
export function commentsKey(app: string, form: string, id: string): readonly unknown[] {
  return ['comments', app, form, id];
}

/** So many comments are read at once. */
export const pageSize = 200;

/** useComments reads what was said about the record last, again with each of its versions: an answer of the customer makes one. */
export function useComments(): UseQueryResult<readonly RecordComment[]> {
  const { app, form, record, path } = useDesk();
  return useQuery({
    queryKey: [...commentsKey(app, form, record.id), record.rev],
    queryFn: async () => {
      const found = await get<readonly RecordComment[] | { items: readonly RecordComment[] }>(`${path}/comments`, { query: { limit: pageSize } });
      return 'items' in found ? found.items : found;
    },
    placeholderData: keepPreviousData,
  });
}
