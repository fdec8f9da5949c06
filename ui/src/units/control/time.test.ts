import { afterEach, describe, expect, it } from 'vitest';
import { fromLocal, tellZone, timeText, toLocal } from './time';

afterEach(() => tellZone(undefined));

describe('the clock of the app', () => {
  it.each([
    ['Asia/Shanghai', '2026-12-31T17:05:00Z', '2027-01-01T01:05'],
    ['America/New_York', '2026-03-08T06:30:00Z', '2026-03-08T01:30'],
    ['America/New_York', '2026-03-08T07:30:00Z', '2026-03-08T03:30'],
    ['Europe/Berlin', '2026-07-01T10:00:00Z', '2026-07-01T12:00'],
  ])('is shown and entered the same, whatever the reader is set to: %s %s', (zone, moment, local) => {
    tellZone(zone);
    expect(toLocal(moment)).toBe(local);
    expect(fromLocal(local)).toBe(moment);
    expect(timeText(moment, 'en')).toContain(local.slice(11));
  });

  it('is the own one of a browser that does not know the zone', () => {
    const own = timeText('2026-07-01T10:00:00Z', 'zh');
    tellZone('Mars/Olympus');
    expect(timeText('2026-07-01T10:00:00Z', 'zh')).toBe(own);
    expect(fromLocal('')).toBeNull();
  });
});
