import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../../../api/client';
import { waysTo } from '../../../../model/board';
import type { ListItem } from '../../../../model/list';
import type { RecordView } from '../../../../model/record';
import { recordPath } from '../../../parts/act';
import { useSay } from '../../../parts/useSay';
import { queries } from '../../../query';

/** useCarried is a record as it is now: what may be pressed is decided on that, not on what some page remembers. */
export function useCarried(app: string, form: string, id: string | undefined) {
  return useQuery({ queryKey: ['carried', app, form, id], queryFn: () => get<RecordView>(recordPath(app, form, id!)), enabled: id !== undefined, staleTime: 0, gcTime: 0 });
}

/** useMoving is what is being moved on a board, where it may go, and what came back. */
export function useMoving(app: string, form: string) {
  const say = useSay();
  const [hand, setHand] = useState<{ item: ListItem; dragged: boolean }>();
  const held = hand?.item;
  const hold = (item?: ListItem, dragged = true) => setHand(item && { item, dragged });
  const [way, setWay] = useState<{ item: ListItem; to: string }>();
  const [refused, setRefused] = useState<{ id: string; reason: string }>();
  const { data, isError } = useCarried(app, form, held?.id);
  return {
    /** What is being dragged; what only asks by its menu where it may go leaves the board as it is. */
    dragged: hand?.dragged ? held : undefined,
    hold,
    /** Whether it is known where a card that is held may go; where that cannot be found out, everything is offered and told on the way. */
    known: (item: ListItem) => held?.id === item.id && (isError || data?.id === item.id),
    /** Whether nothing leads into a status from where the card that is held is; false as long as that is not known. */
    barred: (status: string) => {
      if (!data || data.id !== held?.id) return false;
      const { open, stopped, claim } = waysTo(data, status);
      return open.length + stopped.length === 0 && !claim;
    },
    way,
    refused,
    start: (item: ListItem, to: string) => {
      if (way) return;
      setRefused(undefined);
      hold(undefined); // a card that changes its column never hears that the drag is over
      setWay({ item, to });
    },
    /** The card goes back, with the reason when there is one to tell. */
    back: (reason = '') => {
      if (way && reason) {
        setRefused({ id: way.item.id, reason });
        say.warn(reason);
      }
      setWay(undefined);
    },
    done: async () => {
      await queries.invalidateQueries({ queryKey: ['records'] });
      setWay(undefined);
    },
  };
}

export type Moving = ReturnType<typeof useMoving>;
