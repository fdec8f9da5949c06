import { useEffect, useState } from 'react';

/** useSettled is a value once it has not changed for a moment, of wait milliseconds. */
export function useSettled<T>(value: T, wait = 400): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
