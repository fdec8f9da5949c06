import type { Draft } from 'immer';
import { useCallback } from 'react';
import type { Definition } from '../../model/design';
import { useSurroundings } from '../useDesign';

/** useChange does one command on the definition under work: what it is called in the texts of `said`, and what it does. */
export function useChange<S = Record<string, unknown>>() {
  const { design } = useSurroundings();
  return useCallback(
    (said: string, apply: (draft: Draft<Definition<S>>) => void, gesture?: string, params?: Record<string, string | number>) => design.do<S>({ said: { key: said, params }, apply, gesture }),
    [design],
  );
}
