import type { Spot } from './flow';

export interface Box extends Spot {
  width: number;
  height: number;
}

export type Boxes = Readonly<Record<string, Box>>;
export type Direction = 'up' | 'down' | 'left' | 'right';
export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

const centre = ({ x, y, width, height }: Box): Spot => ({ x: x + width / 2, y: y + height / 2 });

/** neighbour is the box nearest to one in a direction: what lies straight ahead counts more than what is near but aside. */
export function neighbour(boxes: Boxes, from: string, direction: Direction): string | undefined {
  const own = boxes[from];
  if (!own) return undefined;
  const here = centre(own);
  let best: string | undefined;
  let least = Infinity;
  for (const [key, box] of Object.entries(boxes)) {
    const there = centre(box);
    const dx = there.x - here.x;
    const dy = there.y - here.y;
    const [ahead, aside] = direction === 'up' ? [-dy, dx] : direction === 'down' ? [dy, dx] : direction === 'left' ? [-dx, dy] : [dx, dy];
    if (key === from || ahead <= 1) continue;
    const distance = ahead + 2 * Math.abs(aside);
    if (distance < least) [best, least] = [key, distance];
  }
  return best;
}

/** align says where boxes stand when they share an edge or a middle. */
export function align(boxes: Boxes, keys: readonly string[], how: Alignment): Record<string, Spot> {
  const chosen = keys.flatMap((key) => (boxes[key] ? [[key, boxes[key]] as const] : []));
  const all = chosen.map(([, box]) => box);
  if (all.length === 0) return {};
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const put: Record<Alignment, (box: Box) => Spot> = {
    left: ({ y }) => ({ x: left, y }),
    center: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return Object.fromEntries(chosen.map(([key, box]) => [key, put[how](box)]));
}

const near = 7;

export interface Snapped {
  spot: Spot;
  /** Where lines are drawn: through the shared middle across, and down. */
  x?: number;
  y?: number;
}

/** snap puts a dragged box in line with the middle of another when it nearly is. */
export function snap(boxes: Boxes, key: string, box: Box): Snapped {
  const here = centre(box);
  const found: Snapped = { spot: { x: box.x, y: box.y } };
  for (const [other, one] of Object.entries(boxes)) {
    if (other === key) continue;
    const there = centre(one);
    if (found.x === undefined && Math.abs(there.x - here.x) <= near) {
      found.x = there.x;
      found.spot.x = there.x - box.width / 2;
    }
    if (found.y === undefined && Math.abs(there.y - here.y) <= near) {
      found.y = there.y;
      found.spot.y = there.y - box.height / 2;
    }
  }
  return found;
}
