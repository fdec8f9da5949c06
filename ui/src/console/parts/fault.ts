import { ApiError, problemsAt, type Problem } from '../../api/problem';
import { problemText } from '../../i18n/console';

const problemsOf = (error: unknown): readonly Problem[] => (error instanceof ApiError ? error.problems : []);

/** faultAt is what a refusal says about one place of the form, in words. */
export function faultAt(error: unknown, place: string): string {
  return problemsAt(problemsOf(error), place, true).map(problemText).join(' ');
}

/** elsewhere are the problems of a refusal that none of the places shows beside itself. */
export function elsewhere(error: unknown, places: readonly string[]): readonly Problem[] | undefined {
  if (!(error instanceof ApiError)) return error ? [{ code: 'client.unreadable', pointer: '', params: { status: 0 } }] : undefined;
  return error.problems.filter((problem) => !places.some((place) => problem.pointer === place || problem.pointer.startsWith(`${place}/`)));
}
