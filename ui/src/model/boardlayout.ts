import type { Place } from './dashboard';

/** How many columns a board has, and how small a widget can be. */
export const columns = 12;
export const smallest = { w: 2, h: 2 } as const;
const tallest = 20;

/** Something with a place on the grid. */
export interface Placed {
  key: string;
  place: Place;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const meet = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const share = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w;

/** within keeps a place on the grid. */
export function within(place: Place): Place {
  const w = Math.min(Math.max(place.w, smallest.w), columns);
  const h = Math.min(Math.max(place.h, smallest.h), tallest);
  return { w, h, x: Math.min(Math.max(place.x, 0), columns - w), y: Math.max(place.y, 0) };
}

/**
 * arranged is where everything stands once one widget was put at a place: it stays there, what it lies on goes below it,
 * and everything floats up as far as it can, so that no row is empty. Without a widget it only floats.
 */
export function arranged(all: readonly Placed[], key?: string, to?: Place): Map<string, Place> {
  const first = (one: Placed) => (one.key === key ? 0 : 1);
  const list = all.map((one) => ({ key: one.key, place: one.key === key && to ? within(to) : { ...one.place } }));
  const reading = (a: Placed, b: Placed) => a.place.y - b.place.y || first(a) - first(b) || a.place.x - b.place.x;
  const pushed: Placed[] = [];
  for (const one of [...list].sort((a, b) => first(a) - first(b) || reading(a, b))) {
    for (let hit = below(pushed, one); hit; hit = below(pushed, one)) one.place.y = hit.place.y + hit.place.h;
    pushed.push(one);
  }
  const out: Placed[] = [];
  for (const one of pushed.sort(reading)) {
    while (one.place.y > 0 && !out.some((other) => meet(other.place, { ...one.place, y: one.place.y - 1 }))) one.place.y -= 1;
    out.push(one);
  }
  return new Map(out.map((one) => [one.key, one.place]));
}

const below = (list: readonly Placed[], one: Placed) => list.find((other) => meet(other.place, one.place));

/**
 * stepped is the place one press of an arrow key leads to: a column aside, or past the widget above or below, since a
 * single row would float back.
 */
export function stepped(all: readonly Placed[], key: string, to: Direction): Place | undefined {
  const own = all.find((one) => one.key === key)?.place;
  if (!own) return undefined;
  if (to === 'left' || to === 'right') return within({ ...own, x: own.x + (to === 'left' ? -1 : 1) });
  const near = all.filter((one) => one.key !== key && share(one.place, own)).map(({ place }) => place);
  if (to === 'up') {
    const above = near.filter(({ y }) => y < own.y).sort((a, b) => b.y - a.y)[0];
    return above && { ...own, y: above.y };
  }
  const under = near.filter(({ y }) => y > own.y).sort((a, b) => a.y - b.y)[0];
  return under && { ...own, y: under.y + under.h };
}

/** resized is a place made wider, narrower, taller or lower by one step. */
export function resized(place: Place, to: Direction): Place {
  const w = place.w + (to === 'right' ? 1 : to === 'left' ? -1 : 0);
  const h = place.h + (to === 'down' ? 1 : to === 'up' ? -1 : 0);
  return within({ ...place, w: Math.min(w, columns - place.x), h });
}

/** free is the first place, read row by row, where something of a size has room. */
export function free(all: readonly Placed[], size: { w: number; h: number }): Place {
  for (let y = 0; ; y++) {
    for (let x = 0; x + size.w <= columns; x++) {
      const place = { x, y, ...size };
      if (!all.some((one) => meet(one.place, place))) return place;
    }
  }
}
