import { useEffect, useRef, useState } from 'react';
import type { Values } from '../../../model/formview';
import { recall, remember } from '../../parts/memory';

const nameOf = (place: string) => `draft.${place}`;
const pause = 500;

/** forget drops the draft of a place: it was sent or thrown away. */
export function forget(place: string): void {
  remember(nameOf(place), undefined);
}

/** useDraft keeps what was entered into a new record on this device until it is sent. */
export function useDraft(place: string) {
  const [found] = useState(() => recall<Values | undefined>(nameOf(place), undefined));
  const [restored, setRestored] = useState(found !== undefined);
  const latest = useRef<Values | undefined>(undefined);
  const dropped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    if (latest.current && !dropped.current) remember(nameOf(place), latest.current);
  };
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [place]);
  return {
    found,
    restored,
    /** Keeps at once what would be kept in a moment. */
    flush,
    dismiss() {
      setRestored(false);
      dropped.current = true;
      latest.current = undefined;
    },
    /** Called on every render with what is entered now; undefined once it was sent. */
    keep(entered: Values | undefined, dirty: boolean) {
      if (entered === latest.current) return;
      const first = latest.current === undefined;
      latest.current = entered;
      clearTimeout(timer.current);
      timer.current = undefined;
      if (!entered || !dirty || (first && dropped.current)) return;
      dropped.current = false;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        remember(nameOf(place), entered);
      }, pause);
    },
  };
}
