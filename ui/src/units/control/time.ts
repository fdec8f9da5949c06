const tagOf = (language: string) => (language === 'zh' ? 'zh-CN' : 'en-GB');

const calendar = { year: 'numeric', month: 'short', day: 'numeric' } as const;

let clock: string | undefined;

/** tellZone says whose clock moments are shown on: the app's, on pages that belong to one; else the reader's own. */
export function tellZone(zone: string | undefined): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    clock = zone;
  } catch {
    // A browser that does not know the zone shows its own.
    clock = undefined;
  }
}

/** zoned is the zone for Intl, undefined for the reader's own. */
export const zoned = () => clock;

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

/** timeText writes a moment on the clock that was told, else on the reader's own. */
export function timeText(value: unknown, language: string): string {
  const date = parsed(value);
  if (!date) return typeof value === 'string' ? value : '';
  return new Intl.DateTimeFormat(tagOf(language), { ...calendar, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: clock }).format(date).replace(', ', ' ');
}

const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** toLocal turns UTC ISO text into what datetime-local wants, on the clock of a zone, else that moments are shown on; '' for what is no time. */
export function toLocal(value: unknown, zone = clock): string {
  const date = parsed(value);
  if (!date) return '';
  const found = Object.fromEntries(new Intl.DateTimeFormat('en', { ...parts, timeZone: zone }).formatToParts(date).map(({ type, value: text }) => [type, text]));
  return `${found.year!.padStart(4, '0')}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/** fromLocal turns the text of datetime-local into UTC ISO text without parts of a second, null when it is unfinished. */
export function fromLocal(text: string, zone = clock): string | null {
  const wanted = parsed(`${text}Z`)?.getTime();
  if (wanted === undefined) return null;
  // How far the clock is ahead depends on the moment itself where it changes twice a year: the second look decides.
  const ahead = (time: number) => Date.parse(`${toLocal(new Date(time).toISOString(), zone)}Z`) - Math.floor(time / 60_000) * 60_000;
  const guess = wanted - ahead(wanted);
  return new Date(wanted - ahead(guess)).toISOString().replace(/\.\d+Z$/, 'Z');
}
