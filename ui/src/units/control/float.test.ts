import { describe, expect, it } from 'vitest';
import { spot } from './float';

const box = (top: number) => ({ top, bottom: top + 44, left: 20, width: 300 });

describe('where a list stands', () => {
  it('is below its box when there is room', () => {
    expect(spot(box(100), 200, 900)).toEqual({ top: 148, left: 20, width: 300, height: 200 });
  });

  it('is above it near the end of the window, and never taller than the room there', () => {
    expect(spot(box(800), 200, 900).top).toBe(596);
    expect(spot(box(120), 500, 240)).toMatchObject({ top: 8, height: 108 });
    expect(spot(box(100), 5000, 900).height).toBe(288);
  });
});
