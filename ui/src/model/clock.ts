import type { Language } from '../i18n/text';
import { clock, dayOf, moment } from './time';

/** A stretch of time as the server measures it; `working` counts open hours only. */
export interface Length {
  seconds: number;
  working?: boolean;
}

/** One line of how a due time came about: the code of its sentence and its facts. */
export interface ClockStep {
  code: string;
  at?: string;
  due?: string;
  length?: Length;
  why?: string;
}

type Unit = 'day' | 'hour' | 'minute' | 'second';

const sizes: readonly [Unit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const chinese: Record<Unit, string> = { day: '天', hour: '小时', minute: '分钟', second: '秒' };

function part(count: number, unit: Unit, working: boolean, language: Language): string {
  if (language === 'zh') return `${count} ${working ? '工作' : ''}${chinese[unit]}`;
  return `${count} ${working ? 'working ' : ''}${unit}${count === 1 ? '' : 's'}`;
}

/**
 * lengthText writes a length in its two largest units: 14 天, 2 小时 30 分钟, 8 工作小时. Elapsed time is told in days
 * from two of them on; working time never is, for a working day has no length of its own.
 */
export function lengthText({ seconds, working = false }: Length, language: Language): string {
  const units = sizes.filter(([unit]) => unit !== 'day' || (!working && seconds >= 2 * 86_400));
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return part(0, 'minute', working, language);
  const [unit, size] = units[first]!;
  const [below, smaller] = units[first + 1] ?? ['second', 1];
  const rest = first + 1 < units.length ? Math.floor((seconds % size) / smaller) : 0;
  const head = part(Math.floor(seconds / size), unit, working, language);
  return rest > 0 ? `${head} ${part(rest, below, false, language)}` : head;
}

/**
 * explained puts the facts of each step into the reader's words, as the parameters of its sentence. The day is written
 * only when it is another one than that of the moment before.
 */
export function explained(steps: readonly ClockStep[], language: Language, now: Date, zone?: string): { code: string; params: Record<string, string> }[] {
  let day = '';
  const tell = (at: string) => {
    const same = day === dayOf(at, language, zone);
    day = dayOf(at, language, zone);
    return same ? clock(at, language, zone) : moment(at, language, now, zone);
  };
  return steps.map(({ code, at, due, length, why }) => {
    const params: Record<string, string> = {};
    if (at) params.at = tell(at);
    if (due) params.due = tell(due);
    if (length) params.length = lengthText(length, language);
    if (why) params.why = why;
    return { code, params };
  });
}
