import { same, type Values } from './formview';

/** One field that two people changed, as a 409 reports it. */
export interface Difference {
  field: string;
  title?: string;
  yours: unknown;
  theirs: unknown;
  base?: unknown;
}

export type Side = 'mine' | 'theirs';

/** conflicts are the differences a person has to decide: both sides changed the field, and not to the same value. */
export function conflicts(differences: readonly Difference[], sent: Values): Difference[] {
  return differences.filter((one) => one.field in sent && !same(one.yours, one.theirs) && !same(one.theirs, one.base));
}

/**
 * merged is what to send on top of the other person's version: everything the person changed, except where they took
 * the other side. A conflict nobody decided keeps mine, so that nothing entered is lost silently.
 */
export function merged(sent: Values, decided: Readonly<Record<string, Side>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).filter(([field]) => decided[field] !== 'theirs'));
}

/** rebased is what the form shows after a merge: their record with mine on top. */
export function rebased(theirs: Values | undefined, mine: Values): Record<string, unknown> {
  return { ...theirs, ...mine };
}
