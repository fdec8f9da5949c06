import { describe, expect, it } from 'vitest';
import { arranged, free, resized, stepped, within, type Placed } from './boardlayout';
import type { Place } from './dashboard';

const one = (key: string, x: number, y: number, w: number, h: number): Placed => ({ key, place: { x, y, w, h } });
const board = [one('a', 0, 0, 6, 2), one('b', 6, 0, 6, 2), one('c', 0, 2, 12, 4)];

/** laid is the board once every place was taken over. */
const laid = (all: readonly Placed[], places: Map<string, Place>) => all.map(({ key }) => ({ key, place: places.get(key)! }));

describe('widgets on the grid', () => {
  it('never lie on each other, never leave the grid and leave no empty row, whatever is moved where', () => {
    let all: Placed[] = [one('a', 0, 0, 4, 2), one('b', 4, 0, 8, 3), one('c', 0, 2, 4, 5), one('d', 4, 3, 3, 2), one('e', 7, 3, 5, 6)];
    // Numbers that look like chance and are the same every time.
    let seed = 7;
    const next = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
    for (let n = 0; n < 500; n++) {
      const key = all[next(all.length)]!.key;
      all = laid(all, arranged(all, key, { x: next(14) - 1, y: next(12), w: next(14), h: next(8) }));
      for (const a of all) {
        const { x, y, w, h } = a.place;
        expect(x >= 0 && y >= 0 && w >= 2 && h >= 2 && x + w <= 12).toBe(true);
        for (const b of all) if (a !== b) expect(x < b.place.x + b.place.w && b.place.x < x + w && y < b.place.y + b.place.h && b.place.y < y + h).toBe(false);
        if (y > 0) expect(all.some((b) => b.place.y + b.place.h === y && b.place.x < x + w && x < b.place.x + b.place.w)).toBe(true);
      }
    }
  });

  it('make room for the one that is put on them', () => {
    const places = arranged(board, 'c', { x: 0, y: 0, w: 12, h: 4 });
    expect(places.get('c')).toEqual({ x: 0, y: 0, w: 12, h: 4 });
    expect(places.get('a')!.y).toBe(4);
    expect(places.get('b')!.y).toBe(4);
  });

  it('pass the one above or below by one press', () => {
    const up = stepped(board, 'c', 'up')!;
    expect(arranged(board, 'c', up).get('c')!.y).toBe(0);
    const down = stepped(board, 'a', 'down')!;
    expect(arranged(board, 'a', down).get('a')!.y).toBe(6);
    expect(stepped(board, 'a', 'up')).toBeUndefined();
    expect(stepped(board, 'b', 'right')).toEqual(board[1]!.place);
    expect(stepped(board, 'b', 'left')!.x).toBe(5);
  });

  it('are sized within the grid', () => {
    expect(resized({ x: 6, y: 0, w: 6, h: 2 }, 'right').w).toBe(6);
    expect(resized({ x: 0, y: 0, w: 2, h: 2 }, 'left').w).toBe(2);
    expect(resized({ x: 0, y: 0, w: 2, h: 2 }, 'down').h).toBe(3);
    expect(within({ x: 11, y: -3, w: 40, h: 99 })).toEqual({ x: 0, y: 0, w: 12, h: 20 });
  });

  it('find the first room in reading order', () => {
    expect(free(board, { w: 3, h: 2 })).toEqual({ x: 0, y: 6, w: 3, h: 2 });
    expect(free([one('a', 0, 0, 6, 2)], { w: 3, h: 2 })).toEqual({ x: 6, y: 0, w: 3, h: 2 });
  });
});
