import { useLayoutEffect, type RefObject } from 'react';

/** What stays free below the column, and at least how much of it is shown, in pixels. */
const gap = 16;
const least = 280;

/** room is how high a column beginning `top` pixels below the upper edge of a window may be to end inside it. */
export function room(top: number, window: number): number {
  return Math.max(least, window - Math.max(0, top) - gap);
}

/** useFit keeps a column as high as the window has room below its upper edge: what sticks to its end is always in view. */
export function useFit(column: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const box = column.current;
    if (!box) return undefined;
    const fit = () => box.style.setProperty('--room', `${room(box.getBoundingClientRect().top, innerHeight)}px`);
    fit();
    addEventListener('scroll', fit, { passive: true });
    addEventListener('resize', fit);
    // What stands above may grow without a scroll.
    const watch = new ResizeObserver(fit);
    watch.observe(document.body);
    return () => {
      removeEventListener('scroll', fit);
      removeEventListener('resize', fit);
      watch.disconnect();
    };
  }, []);
}
