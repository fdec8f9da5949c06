// Dates, decimal rounding and letters, the same in every browser as on the server.

const date = /^\d{4}-\d\d-\d\d$/;
const time = /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;
const day = 86_400_000;

/** Milliseconds of a date (its midnight in UTC) or a UTC datetime; undefined when the text is neither. */
export function moment(text: string): number | undefined {
  const head = text.slice(0, 10);
  const rest = text.slice(10);
  if (!date.test(head) || (rest && !time.test(rest))) return undefined;
  const midnight = Date.parse(head);
  // A parser may roll the 30th of February over into March.
  return dateText(midnight) === head ? (rest ? Date.parse(text) : midnight) : undefined;
}

const dateText = (at: number): string | undefined =>
  Number.isFinite(at) ? new Date(at).toISOString().split('T')[0] : undefined;

/** Whole days from one date or datetime to another; undefined when one of them is none. */
export function wholeDays(from: string, to: string): number | undefined {
  const a = moment(from);
  const b = moment(to);
  return a === undefined || b === undefined ? undefined : Math.trunc((b - a) / day) + 0;
}

/** The date n days later, with the time of day it had; undefined outside of the years 0 to 9999. */
export function shiftDate(text: string, n: number): string | undefined {
  if (moment(text) === undefined || Math.abs(n) > 4e6) return undefined;
  const moved = dateText(Date.parse(text.slice(0, 10)) + n * day);
  return moved && date.test(moved) ? moved + text.slice(10) : undefined;
}

/** Moves the decimal point of the shortest text of n. */
function shift(n: number, places: number): number {
  const [mantissa, exponent] = n.toExponential().split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}

/** Rounds half away from zero on the decimal digits a person sees: 1.005 to two places is 1.01. */
export function round(n: number, places: number): number {
  if (!places) return Math.sign(n) * Math.round(Math.abs(n));
  const moved = shift(Math.abs(n), places);
  return Number.isFinite(moved) ? Math.sign(n) * shift(Math.round(moved), -places) : n;
}

/** A number as text, without a negative zero. */
export const writeNumber = (n: number): string => String(n + 0);

/** Changes one letter into one letter; a letter that would become two stays as it is. */
export const mapText = (text: string, change: (letter: string) => string): string =>
  Array.from(text, (letter) => {
    const other = change(letter);
    return [...other].length === 1 ? other : letter;
  }).join('');
