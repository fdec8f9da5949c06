import { useEffect, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { ApiError } from '../../api/problem';
import { followLanguage } from '../language';
import { Failed } from '../parts/State';
import { entered, useSessionQuery } from '../session';
import { Waiting } from '../Waiting';

/** Gate lets in whoever has a session; others are shown the login, the first administrator the setup. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSessionQuery();
  const { pathname, search } = useLocation();
  const id = session?.user.id;
  useEffect(() => {
    if (session) followLanguage(session);
  }, [id]);
  if (session?.user.mustChangePassword) return <Navigate to="/password" replace />;
  if (session) return children;
  if (!error && entered()) return <Waiting />;
  if (error && (!(error instanceof ApiError) || error.status !== 401)) return <Failed error={error} onRetry={() => void refetch()} />;
  if (error?.problems.some((problem) => problem.code === 'session.setup_required')) return <Navigate to="/setup" replace />;
  const here = pathname + search;
  return <Navigate to={here === '/' || here === '/work' ? '/login' : `/login?next=${encodeURIComponent(here)}`} replace />;
}
