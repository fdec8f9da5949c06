/** A moment by the clock on the wall, as `2026-11-27T17:30:00+08:00` says it: its zone is where it happens, not where it is read. */
export interface Moment {
  /** Days since 1970-01-01. */
  day: number;
  date: string;
  time: string;
}

const length = 86_400_000;

/** momentOf reads the wall clock of a written moment. */
export function momentOf(written: string): Moment {
  const [date = '', time = ''] = written.split('T');
  return { day: Math.floor(Date.parse(`${date}T00:00:00Z`) / length), date, time: time.slice(0, 5) };
}

/** weekdayOf counts from Monday, 0, to Sunday, 6. */
export function weekdayOf({ day }: Moment): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** weeksBetween is how many Mondays lie between two moments. */
export function weeksBetween(from: Moment, to: Moment): number {
  return Math.floor((to.day + 3) / 7) - Math.floor((from.day + 3) / 7);
}

/** fridayEvening is the coming Friday at half past five, when a working time limit shows best what it does. `today` is a date. */
export function fridayEvening(today: string): string {
  const now = momentOf(today);
  const days = (4 - weekdayOf(now) + 7) % 7;
  return `${new Date((now.day + days) * length).toISOString().slice(0, 10)}T17:30`;
}
