import { describe, expect, it } from 'vitest';
import { fullTime, moment, when } from './time';

const at = '2026-11-22T06:00:00Z';
const zone = 'Asia/Shanghai';
const now = new Date('2026-11-20T00:00:00Z');

describe('moments', () => {
  it('are written the same way everywhere, in the language of the reader', () => {
    expect([moment(at, 'zh', now, zone), moment(at, 'en', now, zone)]).toEqual(['11月22日 14:00', '22 Nov 14:00']);
    expect([when(at, 'zh', now, zone), when(at, 'en', now, zone)]).toEqual(['11月22日 14:00', '22 Nov 14:00']);
    expect([fullTime(at, 'zh', zone), fullTime(at, 'en', zone)]).toEqual(['2026年11月22日 14:00', '22 Nov 2026 14:00']);
  });

  it('say the year when it is another one, and begin the day at 00:00', () => {
    expect(moment('2027-01-02T16:00:00Z', 'en', now, zone)).toBe('3 Jan 2027 00:00');
    expect(moment(null, 'zh', now)).toBe('');
  });
});
