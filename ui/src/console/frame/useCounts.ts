import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import { useEvery } from '../live';

/** What waits for the person, read again when the server says so, else every 20 seconds while the page is in view. */
export function useCounts(): { tasks: number; late: number; inbox: number } {
  const every = useEvery(20_000);
  const tasks = useQuery({
    queryKey: ['tasks', 'count'],
    queryFn: () => get<{ open: number; late: number }>('tasks/count'),
    refetchInterval: every,
  });
  const inbox = useQuery({ queryKey: ['inbox', 'count'], queryFn: () => get<{ unread: number }>('inbox/count'), refetchInterval: every });
  return { tasks: tasks.data?.open ?? 0, late: tasks.data?.late ?? 0, inbox: inbox.data?.unread ?? 0 };
}
