import { useState } from 'react';
import type { ListItem } from '../../../../model/list';
import { useSay } from '../../../parts/useSay';
import { queries } from '../../../query';

/** useMoving is what is being moved on a board, and what came back. */
export function useMoving() {
  const say = useSay();
  const [held, hold] = useState<ListItem>();
  const [way, setWay] = useState<{ item: ListItem; to: string }>();
  const [refused, setRefused] = useState<{ id: string; reason: string }>();
  return {
    held,
    hold,
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
