import { useEffect, useState } from 'react';

/** useNow is the present, renewed every half minute so that what is due turns late while people look at it. */
export function useNow(every = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
