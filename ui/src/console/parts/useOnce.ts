import { useRef, useState } from 'react';
import { newKey } from '../../api/client';
import { ApiError } from '../../api/problem';

/**
 * useOnce runs one intention of the person at a time: a second press while the first is under way does nothing, and a
 * retry after a lost connection carries the same idempotency key, so the server never does it twice.
 */
export function useOnce() {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const key = useRef(newKey());
  const run = async <T>(work: (key: string) => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    try {
      const answer = await work(key.current);
      key.current = newKey();
      return answer;
    } catch (error) {
      const unanswered = error instanceof ApiError && error.failure !== undefined;
      if (!unanswered) key.current = newKey();
      throw error;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, run };
}
