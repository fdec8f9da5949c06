import type { Duration } from './flow';

/** A span of time in parts, as people say it. */
export interface Span {
  kind: 'working' | 'elapsed';
  days: number;
  hours: number;
  minutes: number;
}

const shape = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** readDuration takes a duration apart; one that is not written as such is no time at all. */
export function readDuration(duration: Duration | undefined): Span {
  const kind = duration?.elapsed !== undefined ? 'elapsed' : 'working';
  const [, days = 0, hours = 0, minutes = 0] = (shape.exec(duration?.[kind] ?? '') ?? []).map(Number).map((part) => part || 0);
  return { kind, days, hours, minutes };
}

/** writeDuration puts it together again; no time at all is undefined. */
export function writeDuration({ kind, days, hours, minutes }: Span): Duration | undefined {
  if (days + hours + minutes === 0) return undefined;
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`;
  return { [kind]: `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}` };
}
