import { describe, expect, it } from 'vitest';
import { fullTime, moment, spoken, when } from './time';

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

describe('lines about a clock', () => {
  it('have days and lengths in words', () => {
    expect(spoken('11-22 14:00 开始', 'zh')).toBe('11月22日 14:00 开始');
    expect(spoken('2027-01-03 09:05 到期', 'zh')).toBe('2027年1月3日 09:05 到期');
    expect(spoken('02-29 14:00 started', 'en')).toBe('29 Feb 14:00 started');
    expect(['时限 48h', '已用 2h30m', '剩余 45m', '已超 30s'].map((line) => spoken(line, 'zh'))).toEqual(['时限 48 小时', '已用 2 小时 30 分钟', '剩余 45 分钟', '已超 30 秒']);
    expect(spoken('2h30m left', 'en')).toBe('2 h 30 min left');
    expect(spoken('15:04 恢复', 'zh')).toBe('15:04 恢复');
  });
});
