import { patch } from '../api/client';
import { changeLanguage, language } from '../i18n/console';
import { toLanguage, type Language } from '../i18n/text';
import type { Session } from '../model/session';
import { queries } from './query';

/** switchLanguage changes the words on the screen, then those the server sends, and remembers the choice for the person. */
export async function switchLanguage(next: Language, signedIn: boolean): Promise<void> {
  await changeLanguage(next);
  if (signedIn) await patch<Session>('session', { language: next });
  await queries.invalidateQueries();
}

/** Whose language was followed; from then on a switch is the person's own doing. */
let followed = '';

/** followLanguage speaks the person's own language after a login, when the device was left in another. */
export function followLanguage(session: Session): void {
  const wanted = session.user.language;
  if (followed === session.user.id) return;
  followed = session.user.id;
  if (wanted && toLanguage(wanted) !== language()) void changeLanguage(toLanguage(wanted)).then(() => queries.invalidateQueries());
}
