import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { useEffect, useRef, useState, type RefObject } from 'react';

interface Sorting {
  row: RefObject<HTMLDivElement | null>;
  handle: RefObject<HTMLSpanElement | null>;
  /** Where the dragged row would go: above or below this one. */
  edge?: 'top' | 'bottom';
}

/** useSorting lets a row be dragged by its handle among the rows of the same list. */
export function useSorting(list: string, at: number, onMove: (from: number, to: number) => void): Sorting {
  const row = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [edge, setEdge] = useState<'top' | 'bottom'>();
  const move = useRef(onMove);
  move.current = onMove;
  useEffect(() => {
    const element = row.current!;
    const mine = { list, at };
    return combine(
      draggable({ element, dragHandle: handle.current!, getInitialData: () => mine }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list,
        getData: ({ input }) => attachClosestEdge(mine, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, source }) => setEdge(source.data.at === at ? undefined : (extractClosestEdge(self.data) as 'top' | 'bottom')),
        onDragLeave: () => setEdge(undefined),
        onDrop: ({ self, source }) => {
          setEdge(undefined);
          const from = source.data.at as number;
          const to = at + (extractClosestEdge(self.data) === 'bottom' ? 1 : 0);
          if (from !== at) move.current(from, from < to ? to - 1 : to);
        },
      }),
    );
  }, [list, at]);
  return { row, handle, edge };
}
