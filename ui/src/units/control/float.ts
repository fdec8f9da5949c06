import { useEffect, type RefObject } from 'react';

/** Where a list stands in the window, in pixels. */
export interface Spot {
  top: number;
  left: number;
  width: number;
  height: number;
}

const gap = 4;
const edge = 8;
const tallest = 288;

/** spot finds room for a list of some height at a box: below it, or above where there is more room. */
export function spot(box: Pick<DOMRect, 'top' | 'bottom' | 'left' | 'width'>, wanted: number, window: number): Spot {
  const need = Math.min(wanted, tallest);
  const below = window - box.bottom - gap - edge;
  const above = box.top - gap - edge;
  const up = below < need && above > below;
  const height = Math.max(0, Math.min(need, up ? above : below));
  return { top: up ? box.top - gap - height : box.bottom + gap, left: box.left, width: box.width, height };
}

/**
 * useFloat shows a list above everything else on the page, where no card or column cuts it off, and keeps it at its box.
 * It stays where it is in the document, for those who hear it. Browsers without popovers show it in place, as the style says.
 */
export function useFloat(open: boolean, box: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>, content: unknown): void {
  useEffect(() => {
    const [anchor, shown] = [box.current, list.current];
    if (!open || !anchor || !shown?.showPopover) return undefined;
    shown.setAttribute('popover', 'manual');
    shown.showPopover();
    const place = () => {
      shown.style.maxHeight = '';
      const { top, left, width, height } = spot(anchor.getBoundingClientRect(), shown.scrollHeight + 2, innerHeight);
      Object.assign(shown.style, { position: 'fixed', right: 'auto', bottom: 'auto', top: `${top}px`, left: `${left}px`, width: `${width}px`, maxHeight: `${height}px` });
    };
    place();
    addEventListener('scroll', place, true);
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, true);
      removeEventListener('resize', place);
      if (shown.isConnected) shown.hidePopover();
      shown.removeAttribute('popover');
      shown.removeAttribute('style');
    };
  }, [open, content]);
}
