import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, type RefObject } from 'react';
import { add, moveTo, place, type Doing } from '../../model/formcommand';
import { itemsOf, type Item } from '../../model/formdesign';
import { landing, type Drop } from '../../model/formplace';
import { useDesk, type Desk } from './desk';

/** What is dragged: an item of the canvas, a unit of the palette, or a field that the public page may show. */
type Dragged = { kind: 'item'; id: string } | { kind: 'new'; unit: string; field: boolean } | { kind: 'place'; field: string };

/** Where the pointer is, as far as it matters: nearer an edge than this it is beside or around, else inside. */
const [side, brim] = [0.18, 14];

/** edgeAt tells which edge of an item the pointer means. */
function edgeAt(box: DOMRect, x: number, y: number, unit: boolean): Drop['edge'] {
  if (unit) return y < box.top + brim ? 'before' : y > box.bottom - brim ? 'after' : 'inside';
  const reach = Math.min(72, box.width * side);
  if (x < box.left + reach) return 'left';
  if (x > box.right - reach) return 'right';
  return y < box.top + box.height / 2 ? 'before' : 'after';
}

/** dropAt is what a pointer over the canvas means. Outside of every item it is the end of the form. */
function dropAt(root: HTMLElement, x: number, y: number): Drop {
  const frame = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-frame]');
  if (!frame || !root.contains(frame)) return { target: '', edge: 'inside' };
  const unit = frame.dataset.unit;
  const edge = edgeAt(frame.getBoundingClientRect(), x, y, unit !== undefined);
  const sheet = edge === 'inside' && unit === 'tabs' ? frame.querySelector<HTMLElement>('[data-tab]:not([hidden])') : undefined;
  return { target: sheet?.dataset.tab ?? frame.dataset.frame!, edge };
}

function itemOf(desk: Desk, dragged: Dragged): Item {
  if (dragged.kind === 'item') return desk.found(dragged.id)?.item ?? {};
  if (dragged.kind === 'place') return { field: dragged.field };
  return dragged.field ? { field: ' new' } : { type: dragged.unit };
}

/** fitting is where it may be dropped: where it may not stand beside something, it may still stand above or below. */
function fitting(desk: Desk, dragged: Dragged, wish: Drop): Drop | undefined {
  const items = itemsOf(desk.document().spec, desk.where());
  const what = { item: itemOf(desk, dragged), id: dragged.kind === 'item' ? dragged.id : undefined };
  const other = wish.edge === 'left' ? 'before' : wish.edge === 'right' ? 'after' : undefined;
  return [wish, ...(other ? [{ ...wish, edge: other } as Drop] : [])].find((drop) => landing(items, what, drop));
}

function dropped(desk: Desk, dragged: Dragged, drop: Drop): Doing | undefined {
  const at = [desk.document(), desk.where(), desk.language] as const;
  if (dragged.kind === 'item') return moveTo(...at, dragged.id, drop);
  if (dragged.kind === 'place') return place(...at, dragged.field, { drop });
  const unit = desk.unit(dragged.unit);
  return unit && add(...at, { unit, field: dragged.field }, { drop, words: desk.option });
}

/** useDropping shows the insertion line while something is dragged over the canvas, and carries the drop out. */
export function useDropping(root: RefObject<HTMLElement | null>): void {
  const desk = useDesk();
  useEffect(() => {
    const element = root.current!;
    const show = (drop: Drop | undefined) => {
      const now = desk.store.getState().drop;
      if (now?.target !== drop?.target || now?.edge !== drop?.edge) desk.put({ drop });
    };
    return combine(
      dropTargetForElements({
        element,
        onDrag: ({ source, location }) => show(fitting(desk, source.data as Dragged, dropAt(element, location.current.input.clientX, location.current.input.clientY))),
        onDragLeave: () => show(undefined),
        onDrop: ({ source }) => {
          const dragged = source.data as Dragged;
          const { drop } = desk.store.getState();
          show(undefined);
          if (!drop) return;
          const doing = dropped(desk, dragged, drop);
          if (dragged.kind === 'new') desk.make(doing);
          else desk.perform(doing);
        },
      }),
      monitorForElements({ onDrop: () => show(undefined) }),
    );
  }, [desk, root]);
}
