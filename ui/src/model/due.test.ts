import { describe, expect, it } from 'vitest';
import { dueState, dueWords, remaining } from './due';

const now = new Date('2026-03-02T04:00:00Z');

describe('time to a due time', () => {
  it.each([
    ['2026-03-02T04:00:20Z', 'due.left.minute', 1],
    ['2026-03-02T04:45:00Z', 'due.left.minute', 45],
    ['2026-03-02T04:59:50Z', 'due.left.hour', 1],
    ['2026-03-09T03:59:58Z', 'due.left.day', 7],
    ['2026-03-02T06:20:00Z', 'due.left.hour', 2],
    ['2026-03-03T05:00:00Z', 'due.left.hour', 25],
    ['2026-03-04T03:00:00Z', 'due.left.hour', 47],
    ['2026-03-05T05:00:00Z', 'due.left.day', 3],
    ['2026-03-05T03:00:00Z', 'due.left.day', 3],
    ['2026-02-27T04:00:01Z', 'due.over.day', 2],
    ['2026-03-02T03:30:00Z', 'due.over.minute', 30],
    ['2026-02-27T03:00:00Z', 'due.over.day', 3],
  ])('%s is %s %i', (due, key, count) => {
    expect(dueWords(remaining(due, now)!)).toEqual({ key, count });
  });

  it('is nothing without a due time', () => {
    expect(remaining(undefined, now)).toBeUndefined();
    expect(remaining('', now)).toBeUndefined();
    expect(dueState(undefined, undefined, now)).toBe('');
  });
});

describe('the judgement of a due time', () => {
  it('becomes late when the clock passes it while the page is open', () => {
    expect(dueState('soon', '2026-03-02T05:00:00Z', now)).toBe('soon');
    expect(dueState('soon', '2026-03-02T05:00:00Z', new Date('2026-03-02T05:00:01Z'))).toBe('late');
    expect(dueState('ok', '2026-03-02T05:00:00Z', now)).toBe('ok');
  });

  it('never stays late for a due time still ahead', () => {
    expect(dueState('late', '2026-03-02T05:00:00Z', now)).toBe('soon');
  });
});
