import { post } from '../../../api/client';

/** What became of a link to choose a password with: mailed, or to be passed on by hand, and why. */
export interface Sent {
  purpose: 'invite' | 'reset';
  mailed: boolean;
  why: '' | 'no_mail_server' | 'no_address' | 'mail_failed';
  email: string;
  expires: string;
  link?: string;
}

/** invite makes a link with which a user chooses a password, and mails it where that can be done. */
export function invite(id: string): Promise<Sent> {
  return post<Sent>(`users/${id}/invitation`, {});
}
