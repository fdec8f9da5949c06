import { describe, expect, it } from 'vitest';
import { explained, lengthText } from './clock';

const hour = 3_600;

describe('lengths', () => {
  it('are told in the units of the reader', () => {
    const both = (seconds: number, working?: boolean) => [lengthText({ seconds, working }, 'zh'), lengthText({ seconds, working }, 'en')];
    expect(both(336 * hour)).toEqual(['14 天', '14 days']);
    expect(both(24 * hour)).toEqual(['24 小时', '24 hours']);
    expect(both(51 * hour + 59)).toEqual(['2 天 3 小时', '2 days 3 hours']);
    expect(both(2.5 * hour)).toEqual(['2 小时 30 分钟', '2 hours 30 minutes']);
    expect(both(60)).toEqual(['1 分钟', '1 minute']);
    expect(both(30)).toEqual(['30 秒', '30 seconds']);
    expect(both(0)).toEqual(['0 分钟', '0 minutes']);
  });

  it('of working time have no days', () => {
    expect(lengthText({ seconds: 8 * hour, working: true }, 'zh')).toBe('8 工作小时');
    expect(lengthText({ seconds: 72 * hour + 60, working: true }, 'zh')).toBe('72 工作小时 1 分钟');
    expect(lengthText({ seconds: hour, working: true }, 'en')).toBe('1 working hour');
    expect(lengthText({ seconds: 45 * 60, working: true }, 'en')).toBe('45 working minutes');
  });
});

it('an explanation says the day once', () => {
  const now = new Date('2026-11-22T00:00:00Z');
  const steps = [
    { code: 'calendar.clock.started', at: '2026-11-22T02:00:00Z' },
    { code: 'calendar.clock.used', length: { seconds: 2 * hour, working: true } },
    { code: 'calendar.clock.paused_for', at: '2026-11-22T04:00:00Z', why: '待补充' },
    { code: 'calendar.clock.breached', at: '2027-01-03T01:05:00Z', due: '2027-01-03T01:00:00Z' },
  ];
  expect(explained(steps, 'zh', now, 'Asia/Shanghai').map(({ params }) => params)).toEqual([
    { at: '11月22日 10:00' },
    { length: '2 工作小时' },
    { at: '12:00', why: '待补充' },
    { at: '2027年1月3日 09:05', due: '09:00' },
  ]);
  expect(explained(steps, 'en', now, 'Asia/Shanghai')[0]).toEqual({ code: 'calendar.clock.started', params: { at: '22 Nov 10:00' } });
});
