import { useSyncExternalStore } from 'react';

const phone = matchMedia('(max-width: 640px)');

function listen(changed: () => void): () => void {
  phone.addEventListener('change', changed);
  return () => phone.removeEventListener('change', changed);
}

/** useNarrow tells whether the screen has the width of a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => phone.matches);
}
