/** whyUnsent names the reason to tell why a message did not leave: an administrator learns what to set up instead of whom to ask. */
export function whyUnsent(state: string, channel: string, admin = false): string {
  return admin && state === 'not_configured' && (channel === 'mail' || channel === 'email') ? 'no_mail_server' : state;
}
