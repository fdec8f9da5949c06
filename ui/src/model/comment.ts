import type { RecordComment } from './record';

/** byCustomer tells whether a comment came from the customer. */
export function byCustomer(comment: RecordComment): boolean {
  return comment.by?.kind === 'customer';
}

/** internal tells whether a comment is among colleagues. */
export function internal(comment: RecordComment): boolean {
  return comment.visibility !== 'customer';
}

/** heard is what the customer said last, oldest first, that no colleague has answered where the customer reads it or put away as needing none. */
export function heard(comments: readonly RecordComment[]): RecordComment[] {
  const open = comments.filter((comment) => !internal(comment)).sort((a, b) => (a.at < b.at ? -1 : 1));
  const answered = open.map(byCustomer).lastIndexOf(false);
  return open.slice(answered + 1).filter((comment) => !comment.settled);
}

/** joined are two stretches of what was said as one, each comment once and as it is in the later one. */
export function joined(before: readonly RecordComment[], after: readonly RecordComment[]): readonly RecordComment[] {
  const known = new Set(after.map((comment) => comment.id));
  const rest = before.filter((comment) => !known.has(comment.id));
  return rest.length === 0 ? after : [...rest, ...after];
}
