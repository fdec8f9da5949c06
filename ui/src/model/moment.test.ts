import { expect, it } from 'vitest';
import { fridayEvening, momentOf, weekdayOf, weeksBetween } from './moment';

it('moments are read by the clock where they happen', () => {
  const from = momentOf('2026-11-27T17:30:00+08:00');
  const due = momentOf('2026-11-30T09:30:00+08:00');
  expect([from.time, weekdayOf(from), due.time, weekdayOf(due), weeksBetween(from, due)]).toEqual(['17:30', 4, '09:30', 0, 1]);
  expect([weeksBetween(from, from), weeksBetween(from, momentOf('2026-12-07'))]).toEqual([0, 2]);
  expect(['2026-11-22', '2026-11-27', '2026-11-28'].map(fridayEvening)).toEqual(['2026-11-27T17:30', '2026-11-27T17:30', '2026-12-04T17:30']);
});
