import type { DueState } from './record';

/** How much time is left until a due time, or has passed since, in the largest unit that says enough: what is left to the nearest one, so that seven days begin as seven, and never later than it is. */
export interface Remaining {
  /** `left` before the due time, `over` after it. */
  side: 'left' | 'over';
  unit: 'minute' | 'hour' | 'day';
  count: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** remaining measures the way to a due time; undefined when there is none. Less than a minute counts as one. */
export function remaining(due: string | undefined | null, now: Date): Remaining | undefined {
  const at = due ? Date.parse(due) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  const distance = at - now.getTime();
  const size = Math.abs(distance);
  const side = distance >= 0 ? 'left' : 'over';
  const whole = side === 'left' ? Math.round : Math.floor;
  if (whole(size / minute) < 60) return { side, unit: 'minute', count: Math.max(1, whole(size / minute)) };
  if (whole(size / hour) < 48) return { side, unit: 'hour', count: whole(size / hour) };
  return { side, unit: 'day', count: whole(size / day) };
}

/** dueState is the server's judgement, corrected for the time since: what was soon may be late by now. */
export function dueState(said: DueState | undefined, due: string | undefined | null, now: Date): DueState {
  const left = remaining(due, now);
  if (!left) return said ?? '';
  if (left.side === 'over') return 'late';
  return said === 'soon' ? 'soon' : said === 'late' ? 'soon' : 'ok';
}

/** The words of a due time: a key below `due.` of the common texts and its number. */
export function dueWords(left: Remaining): { key: string; count: number } {
  return { key: `due.${left.side}.${left.unit}`, count: left.count };
}
