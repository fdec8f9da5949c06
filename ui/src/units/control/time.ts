const tagOf = (language: string) => (language === 'zh' ? 'zh-CN' : 'en-GB');

const calendar = { year: 'numeric', month: 'short', day: 'numeric' } as const;

function parsed(value: unknown): Date | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** dateText writes a calendar date, which has no time zone: 2026-03-04 is the same day everywhere. */
export function dateText(value: unknown, language: string): string {
  const date = parsed(value);
  if (!date) return typeof value === 'string' ? value : '';
  return new Intl.DateTimeFormat(tagOf(language), { ...calendar, timeZone: 'UTC' }).format(date);
}

/** timeText writes a moment on the reader's own clock. */
export function timeText(value: unknown, language: string): string {
  const date = parsed(value);
  if (!date) return typeof value === 'string' ? value : '';
  return new Intl.DateTimeFormat(tagOf(language), { ...calendar, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date).replace(', ', ' ');
}

const two = (number: number) => String(number).padStart(2, '0');

/** toLocal turns UTC ISO text into what datetime-local wants; '' for what is no time. */
export function toLocal(value: unknown): string {
  const date = parsed(value);
  if (!date) return '';
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** fromLocal turns the text of datetime-local into UTC ISO text without parts of a second, null when it is unfinished. */
export function fromLocal(text: string): string | null {
  const date = parsed(text);
  return date ? date.toISOString().replace(/\.\d+Z$/, 'Z') : null;
}
