import type { Place } from './boot';

/** What the server says about a submission it has kept. */
export interface Sent {
  no: string;
  track?: string;
  thanks?: string;
  success?: string;
  /** It was the last one this visitor can send. */
  last?: boolean;
}

/** What this tab has sent last; phones reload pages behind one's back, and the number must not be lost by that. */
export function lastSent(name: string) {
  const key = `huiyin.sent.${name}`;
  return {
    load(): Sent | null {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Sent | null;
      } catch {
        return null;
      }
    },
    save(sent: Sent | null): void {
      try {
        sessionStorage.setItem(key, JSON.stringify(sent));
      } catch {
        // Storage may be refused; then the number lasts as long as the page.
      }
    },
  };
}

/** What shows that the visitor has given the password of the form; empty where none is asked for. */
export const door = { pass: '' };

/** shown is the header that shows it. */
export const shown = () => (door.pass ? { 'X-Form-Pass': door.pass } : undefined);

/** path is where a form is asked for and sent to. */
export const path = (place: Place) => `public/forms/${encodeURIComponent(place.app)}/${encodeURIComponent(place.form)}`;

/** linkParams are the parameters of the link: the channel, and what fills fields beforehand. */
export function linkParams(query: string = location.search): Record<string, string> {
  const params: Record<string, string> = {};
  new URLSearchParams(query).forEach((value, name) => {
    if (name !== 'lang' && name !== 'preview') params[name] = value;
  });
  return params;
}
