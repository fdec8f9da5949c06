import type { Problem } from '../api/problem';
import { emptyFilter, fromTree, otherField, toTree, type FilterGroup, type FilterPart } from './filter';
import type { ConditionTree } from './formview';
import type { ListView, Sort } from './list';

/** A view that a person saved, and how a list becomes one. */

/** What the server keeps of a view. */
export interface SavedContent {
  title: string;
  columns: readonly { field: string; width?: number }[];
  filter?: ConditionTree | null;
  sort?: readonly { field: string; desc?: boolean }[] | null;
  look?: string;
  shared?: boolean;
  roles?: readonly string[];
}

export interface Saved {
  rev: number;
  look: string;
  shared: boolean;
  roles: readonly string[];
  /** Whether this person may change it. */
  change: boolean;
  /** What of it no longer works, and the view without that. */
  faults?: readonly Problem[];
  fit?: SavedContent;
}

/** filterOf is the filter of a saved view as the builder can edit it; undefined for other views, and for one it cannot show. */
export function filterOf(view: ListView | undefined): FilterGroup | undefined {
  if (!view?.saved) return undefined;
  const filter = fromTree(view.filter);
  return filter && plain(filter) ? filter : undefined;
}

/** plain tells that a filter compares with nothing but values: who reads is filled in by the server alone. */
function plain(part: FilterPart): boolean {
  if (part.kind === 'expr') return false;
  return part.kind === 'rule' ? otherField(part.value) === undefined : part.parts.every(plain);
}

/** sortOf is the order a view gives its list. */
export function sortOf(view: ListView | undefined): Sort | undefined {
  const first = Array.isArray(view?.sort) ? (view.sort[0] as { field: string; desc?: boolean } | undefined) : undefined;
  return first && { field: first.field, descending: Boolean(first.desc) };
}

/** joined is the condition of a view together with what a person narrows it by. */
export function joined(view: ConditionTree | null | undefined, more: FilterGroup | undefined): ConditionTree | undefined {
  const parts = [view && Object.keys(view).length > 0 ? view : undefined, more && toTree(more)].filter((one) => one !== undefined);
  if (parts.length < 2) return parts[0];
  return { all: parts.flatMap((part) => (Object.keys(part).length === 1 && Array.isArray(part.all) ? (part.all as ConditionTree[]) : [part])) };
}

/** What of a list differs from its view. */
export interface Changes {
  filter: boolean;
  sort: boolean;
  columns: boolean;
  look: boolean;
}

interface Seen {
  view: ListView | undefined;
  /** What the address says; undefined and empty are the view's own. */
  filter: FilterGroup | undefined;
  sort: Sort | undefined;
  columns: readonly string[];
  usual: readonly string[];
  look: string;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** changesOf tells what a person has changed about a view since it was saved, or beside one of the app's. */
export function changesOf({ view, filter, sort, columns, usual, look }: Seen): Changes {
  const own = filterOf(view);
  const wanted = filter && toTree(filter);
  return {
    filter: own ? filter !== undefined && !same(wanted, toTree(own)) : wanted !== undefined,
    sort: sort !== undefined && !same(sort, sortOf(view)),
    columns: !same(columns, usual),
    look: Boolean(view?.saved?.look) && view!.saved!.look !== look,
  };
}

/** storedOf is a saved view as it is kept. */
export function storedOf(view: ListView): SavedContent {
  const { look = '', shared = false, roles = [] } = view.saved ?? {};
  return { title: view.title, columns: (view.columns ?? []) as SavedContent['columns'], filter: view.filter ?? null, sort: (view.sort ?? []) as SavedContent['sort'], look, shared, roles };
}

/** changed tells that there is something to save. */
export const changed = (changes: Changes): boolean => Object.values(changes).some(Boolean);

/** contentOf is what a person sees, as a view to save. */
export function contentOf({ view, filter, sort, columns, look }: Omit<Seen, 'usual'>, title: string): SavedContent {
  const own = filterOf(view);
  const condition = own ? toTree(filter ?? own) : joined(view?.filter, filter ?? emptyFilter);
  const order = sort ?? sortOf(view);
  const { shared = false, roles = [] } = view?.saved ?? {};
  return { title, columns: columns.map((field) => ({ field })), filter: condition ?? null, sort: order ? [{ field: order.field, desc: order.descending }] : [], look, shared, roles };
}
