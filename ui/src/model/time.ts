import type { Language } from '../i18n/text';

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const kinds: Record<string, Intl.DateTimeFormatOptions> = {
  full: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  year: { year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** The format of a kind; a time zone the browser does not know falls back to its own. */
function format(kind: keyof typeof kinds, language: Language, zone?: string): Intl.DateTimeFormat {
  const key = `${kind} ${language} ${zone ?? ''}`;
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(locales[language], { ...kinds[kind], timeZone: zone || undefined });
    } catch {
      found = new Intl.DateTimeFormat(locales[language], kinds[kind]);
    }
    formats.set(key, found);
  }
  return found;
}

/** write leaves out the comma English puts between a day and its hour. */
function write(date: Date, kind: keyof typeof kinds, language: Language, zone?: string): string {
  return format(kind, language, zone).format(date).replace(', ', ' ');
}

function valid(iso: string | undefined | null): Date | undefined {
  const date = iso ? new Date(iso) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** fullTime writes a moment with its year, for tooltips and headers. */
export function fullTime(iso: string | undefined | null, language: Language, zone?: string): string {
  const date = valid(iso);
  return date ? write(date, 'full', language, zone) : '';
}

/** when writes a moment as short as it stays clear: the hour today, day and hour this year, else the day. */
export function when(iso: string | undefined | null, language: Language, now: Date, zone?: string): string {
  const date = valid(iso);
  if (!date) return '';
  const day = (one: Date) => format('day', language, zone).format(one);
  if (day(date) === day(now)) return format('time', language, zone).format(date);
  return write(date, date.getFullYear() === now.getFullYear() ? 'short' : 'day', language, zone);
}

/** moment writes day and hour, and the year when it is another one than now. */
export function moment(iso: string | undefined | null, language: Language, now: Date, zone?: string): string {
  const date = valid(iso);
  if (!date) return '';
  const year = (one: Date) => write(one, 'year', language, zone);
  return write(date, year(date) === year(now) ? 'short' : 'full', language, zone);
}

/** dayOf writes the day of a moment, for headings of a timeline. */
export function dayOf(iso: string, language: Language, zone?: string): string {
  const date = valid(iso);
  return date ? format('day', language, zone).format(date) : '';
}

/** clock writes the hour of a moment. */
export function clock(iso: string, language: Language, zone?: string): string {
  const date = valid(iso);
  return date ? format('time', language, zone).format(date) : '';
}
