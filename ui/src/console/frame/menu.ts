import { granted, type Session } from '../../model/session';
import { screens, type Screen } from '../screen';

/** listed are the screens that stand in the menu, in order. */
export const listed = screens.filter((screen) => screen.nav).sort((a, b) => a.nav!.order - b.nav!.order);

/** areas are the texts the menu needs: each entry is named by its own area. */
export const areas = [...new Set(listed.map((screen) => screen.area))];

/** visible keeps what the person may open. */
export function visible(all: readonly Screen[], session: Session | undefined): Screen[] {
  return all.filter((screen) => !screen.need || granted(session, screen.need));
}
