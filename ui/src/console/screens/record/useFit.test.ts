import { expect, it } from 'vitest';
import { room } from './useFit';

it('ends inside the window wherever it begins, but never vanishes', () => {
  expect(room(360, 900)).toBe(524);
  expect(room(80, 900)).toBe(804);
  expect(room(-200, 900)).toBe(884);
  expect(room(880, 900)).toBe(280);
});
