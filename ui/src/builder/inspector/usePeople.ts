import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../../api/client';

/** A colleague as a choice. */
export interface Colleague {
  id: string;
  name: string;
}

/** usePeople finds colleagues by what is written of their names; while it looks, those found before stay. */
export function usePeople(app: string, words: string): UseQueryResult<Colleague[]> {
  return useQuery({ queryKey: ['people', app, words], queryFn: () => get<Colleague[]>(`apps/${app}/people`, { query: { q: words } }), placeholderData: (before) => before });
}
