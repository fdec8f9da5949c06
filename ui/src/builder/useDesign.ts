import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { get, post } from '../api/client';
import type { Problem } from '../api/problem';
import type { Catalog, Definition, Part } from '../model/design';
import { pending } from './pending';
import { designOf, type Design, type Designed, type Place } from './session';

/** useDesign is a definition under work, with what it is now. */
export function useDesign({ app, kind, key }: Place): [Designed, Design] {
  const design = useMemo(() => designOf({ app, kind, key }), [app, kind, key]);
  return [useSyncExternalStore(design.subscribe, design.getState), design];
}

/** useCatalog is what definitions can be made of. */
export function useCatalog(): UseQueryResult<Catalog> {
  return useQuery({ queryKey: ['catalog'], queryFn: () => get<Catalog>('catalog'), staleTime: Infinity });
}

/** useParts lists the definitions of an app. */
export function useParts(app: string): UseQueryResult<Part[]> {
  return useQuery({ queryKey: ['parts', app], queryFn: () => get<Part[]>(`apps/${app}/definitions`) });
}

/** useBundle reads every definition of an app as it would be published now. */
export function useBundle(app: string): UseQueryResult<Definition[]> {
  return useQuery({ queryKey: ['bundle', app], queryFn: () => get<Definition[]>(`apps/${app}/bundle`) });
}

export interface Checked {
  ok: boolean;
  problems: Problem[];
}

/** useCheck is what publishing now would meet. */
export function useCheck(app: string): UseQueryResult<Checked> {
  return useQuery({ queryKey: ['check', app], queryFn: () => post<Checked>(`apps/${app}/check`, {}) });
}

/** useFollow reads again what depends on the drafts of an app whenever one was saved. */
export function useFollow(app: string): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      pending.listen((saved) => {
        if (saved !== app) return;
        for (const name of ['check', 'parts', 'bundle', 'changes']) void queries.invalidateQueries({ queryKey: [name, app] });
      }),
    [app, queries],
  );
}

/** What every part of a designer may ask for without being handed it. */
export interface Surroundings {
  place: Place;
  design: Design;
  catalog: Catalog;
  /** All definitions of the app; the one under work as it is in this tab. */
  bundle: readonly Definition[];
  /** The problems of the definition under work, pointers relative to it. */
  problems: readonly Problem[];
  /** Where somebody wants to look: a pointer into the definition, from a problem or a link. */
  at: string;
  look: (pointer: string) => void;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const found = useContext(SurroundingsContext);
  if (!found) throw new Error('a designer stands in a Workspace');
  return found;
}

/** useDocument is the definition under work, typed by whoever knows its kind. */
export function useDocument<S = Record<string, unknown>>(): Definition<S> {
  const { design } = useSurroundings();
  return useSyncExternalStore(design.subscribe, () => design.getState().edit.document) as Definition<S>;
}
