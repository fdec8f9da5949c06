import { useEffect } from 'react';
import { useBlocker, type Blocker } from 'react-router';

/** useLeave stops people from leaving while something would be lost; the blocker says when to ask them. */
export function useLeave(risky: boolean): Blocker {
  useEffect(() => {
    if (!risky) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [risky]);
  return useBlocker(({ currentLocation, nextLocation }) => risky && currentLocation.pathname !== nextLocation.pathname);
}
