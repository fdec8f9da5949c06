import { queryOptions } from '@tanstack/react-query';
import { get } from '../../api/client';
import type { Columns } from '../../model/list';

/** columnsOf reads the columns and views of a form's list; whoever asks for them shares one answer. */
export const columnsOf = (app: string, form: string) =>
  queryOptions({ queryKey: ['columns', app, form], queryFn: () => get<Columns>(`apps/${app}/forms/${form}/columns`), staleTime: 60_000 });
