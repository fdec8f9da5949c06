/** The fewest characters of a password, as runtime.CheckNewPassword counts them: blanks at the ends do not count. */
export const leastPassword = 8;

/** Why a new password will not do: too short, the login itself, or typed differently the second time. */
export type PasswordFault = 'short' | 'login' | 'differ';

/**
 * passwordFault finds what is wrong with a new password that was typed twice, so that a slip of the finger locks nobody
 * out. What the server alone can judge, it says itself.
 */
export function passwordFault(fresh: string, again: string, login = ''): PasswordFault | undefined {
  if ([...fresh.trim()].length < leastPassword) return 'short';
  if (login && fresh.toLowerCase() === login.trim().toLowerCase()) return 'login';
  return fresh === again ? undefined : 'differ';
}
