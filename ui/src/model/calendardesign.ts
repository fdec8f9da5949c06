/** The spec of a calendar as it is stored: hours are pairs of "HH:MM". */
export type Hours = [from: string, to: string];
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof days)[number];

export interface CalendarSpec {
  timeZone: string;
  week: Partial<Record<Day, Hours[]>>;
  holidays?: '' | 'CN';
  makeUp?: Day;
  overrides?: Record<string, Hours[]>;
}
