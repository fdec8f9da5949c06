import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { cookie, get } from '../api/client';
import { appOf, type Session } from '../model/session';
import { queries } from './query';

const key = ['session'];

/** entered tells whether this browser may have a session: the readable cookie comes and goes with it. Nobody else needs to be asked. */
export function entered(): boolean {
  return cookie('huiyin_csrf') !== '';
}

/** useSessionQuery reads who is in front of the console; a 401 means nobody is. */
export function useSessionQuery(): UseQueryResult<Session> {
  return useQuery({ queryKey: key, queryFn: () => get<Session>('session'), staleTime: 5 * 60_000, retry: false, enabled: entered() });
}

/** useSession is the person's session; screens inside the shell always have one. */
export function useSession(): Session | undefined {
  return useSessionQuery().data;
}

/** useZone is the time zone an app shows its times in; the browser's own when the app says nothing. */
export function useZone(app?: string): string | undefined {
  const session = useSession();
  return appOf(session, app ?? '')?.timeZone ?? (app ? undefined : session?.apps[0]?.timeZone);
}

/** begin starts a session with what the server answered to a login, and forgets what another person may have read. */
export function begin(session: Session): void {
  queries.clear();
  queries.setQueryData(key, session);
}

/** renew goes on after the session had run out: everything shown is read again, nothing entered is lost. */
export function renew(session: Session): void {
  queries.setQueryData(key, session);
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
}

/** update replaces what is known about the session, such as after a change of language. */
export function update(session: Session): void {
  queries.setQueryData(key, session);
}

/** reread asks the server for the session again, after apps were installed or rights changed. */
export function reread(): Promise<void> {
  return queries.invalidateQueries({ queryKey: key });
}
