import { useState } from 'react';
import { get } from '../../../api/client';
import { joined } from '../../../model/comment';
import type { RecordComment } from '../../../model/record';
import { useSay } from '../../parts/useSay';
import { useDesk } from './desk';
import { pageSize } from './useComments';

interface Earlier {
  /** What is shown, oldest first. */
  all: readonly RecordComment[];
  /** Whether there is something before that. */
  more: boolean;
  busy: boolean;
  load: () => Promise<void>;
}

/** useEarlier goes back from the newest comments, a page at a time; what was read stays while new ones come. */
export function useEarlier(newest: readonly RecordComment[]): Earlier {
  const { path } = useDesk();
  const say = useSay();
  const [read, setRead] = useState<{ comments: readonly RecordComment[]; more?: boolean }>({ comments: [] });
  const [busy, setBusy] = useState(false);
  const all = joined(read.comments, newest);
  const load = async () => {
    setBusy(true);
    try {
      const page = await get<readonly RecordComment[]>(`${path}/comments`, { query: { before: all[0]!.id, limit: pageSize } });
      setRead({ comments: joined(page, all), more: page.length === pageSize });
    } catch (error) {
      say.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return { all, more: read.more ?? newest.length >= pageSize, busy, load };
}
