import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import { emptyFilter, fromTree, toTree, type FilterGroup } from '../../../model/filter';
import type { ConditionTree } from '../../../model/formview';
import { arranged, everything, parseSort, shownColumns, withWhole, type Column, type ListItem, type ListView, type Page, type Sort } from '../../../model/list';
import { filterOf, sortOf } from '../../../model/savedview';
import { columnsOf } from '../../parts/columns';
import { learn } from '../../parts/lookup';
import { recall, remember } from '../../parts/memory';

export const pageSize = 20;

/** The order of a list that nobody gave one. */
const newestFirst: Sort = { field: 'record.createdAt', descending: true };

/** The columns every list can show, also when the server does not name them. */
const always: readonly { field: string; type: string }[] = [
  { field: 'record.status', type: 'status' },
  { field: 'record.owner', type: 'user' },
  { field: 'record.due', type: 'datetime' },
  { field: 'record.createdAt', type: 'datetime' },
];

/** useColumns reads a list's columns and views, and completes what every record has. */
export function useColumns(app: string, form: string, view?: string) {
  const { t } = useTranslation('list');
  const query = useQuery(columnsOf(app, form));
  const said = query.data?.columns ?? [];
  const added = always
    .filter(({ field }) => !said.some((column) => column.field === field))
    .map(({ field, type }): Column => ({ field, type, title: t(`system.${field.slice(7)}`), sortable: true, filter: null }));
  return { query, columns: [...said, ...added], views: arranged(withWhole(query.data?.views ?? [], t('view.everything'), view === everything)), roles: query.data?.roles ?? [] };
}

function readFilter(text: string | null): FilterGroup | undefined {
  try {
    return text ? fromTree(JSON.parse(text) as ConditionTree) : undefined;
  } catch {
    return undefined;
  }
}

/** useAddress keeps view, search, filter and order in the address, so that a list can be bookmarked and sent. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const text = params.get('filter');
  const filter = useMemo(() => readFilter(text), [text]);
  const set = (change: Record<string, string | undefined>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return { view: params.get('view') ?? undefined, search: params.get('q') ?? '', sort: params.get('sort') ?? '', filter, set };
}

/** What the address says when a person has emptied the filter of a view. */
const nothing = JSON.stringify({});

/** askedOf is what the server is asked for. A saved view whose filter was changed is asked for by what is left of it. */
function askedOf(view: ListView | undefined, filter: FilterGroup | undefined, search: string, sort: string) {
  const condition = filter && toTree(filter);
  const changed = filter !== undefined && filterOf(view) !== undefined;
  const own = changed ? sortOf(view) : undefined;
  const order = sort || (own && `${own.field}:${own.descending ? 'desc' : 'asc'}`);
  return { view: changed || view?.key === everything ? undefined : view?.key, q: search.trim() || undefined, filter: condition && JSON.stringify(condition), sort: order || undefined };
}

/** useList is the whole state of one list: where it is, what it shows, and the page being looked at. */
export function useList(app: string, form: string) {
  const address = useAddress();
  const { query: columnsQuery, columns, views, roles } = useColumns(app, form, address.view);
  const view = views.find((one) => one.key === address.view) ?? views[0];
  const own = filterOf(view);
  // Each view has its columns, and what a person chose there.
  const memory = `columns.${app}.${form}.${view?.key ?? ''}`;
  const [chosen, setChosen] = useState(() => recall<string[] | undefined>(memory, undefined));
  const [trail, setTrail] = useState<string[]>([]);
  const asked = askedOf(view, address.filter, address.search, address.sort);
  const listKey = JSON.stringify([app, form, asked]);
  useEffect(() => setTrail([]), [listKey]);
  useEffect(() => setChosen(recall<string[] | undefined>(memory, undefined)), [memory]);
  const after = trail.at(-1) ?? '';
  const rows = useQuery({
    queryKey: ['records', app, form, asked, after],
    queryFn: () => get<Page<ListItem>>(`apps/${app}/forms/${form}/records`, { query: { ...asked, limit: pageSize, after, count: 1 } }),
    enabled: columnsQuery.isSuccess,
    placeholderData: keepPreviousData,
  });
  const items = rows.data?.items;
  useEffect(() => {
    learn((items ?? []).flatMap((item) => [item.owner, item.submitter].filter((one) => one !== null && one !== undefined)));
  }, [items]);
  return {
    ...address,
    /** The filter a person sees: that of a view of their own, until they change it. */
    filter: address.filter ?? own,
    /** What the address says of it. */
    narrowed: address.filter,
    set: (change: Record<string, string | undefined>) => address.set('filter' in change && !change.filter && own !== undefined && own !== emptyFilter ? { ...change, filter: nothing } : change),
    /** Goes to another view, or back to what this one was saved as. */
    open: (key: string | undefined) => address.set({ view: key, sort: undefined, ...(view?.saved || views.find((one) => one.key === key)?.saved ? { filter: undefined } : {}) }),
    /** What the list is asked for, beside the page. */
    asked,
    columnsQuery,
    columns,
    views,
    roles,
    view,
    rows,
    shown: shownColumns(columns, view, chosen),
    /** The columns the view itself shows. */
    usual: shownColumns(columns, view),
    chosen,
    choose: (fields: string[] | undefined) => {
      setChosen(fields);
      remember(memory, fields);
    },
    /** What a person sorted by, else what a view of their own does. */
    order: parseSort(address.sort) ?? (view?.saved ? sortOf(view) : undefined),
    /** The order the rows stand in, whoever gave it. */
    standing: parseSort(address.sort) ?? sortOf(view) ?? newestFirst,
    resorted: parseSort(address.sort),
    page: trail.length,
    back: () => setTrail((before) => before.slice(0, -1)),
    on: () => rows.data?.next && setTrail((before) => [...before, rows.data!.next]),
  };
}

export type ListState = ReturnType<typeof useList>;
