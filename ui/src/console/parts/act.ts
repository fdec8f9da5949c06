import { post } from '../../api/client';
import { act, type Act } from '../../model/action';
import type { RecordRef, RecordView } from '../../model/record';
import { queries } from '../query';

/** recordPath is where the API keeps a record. */
export function recordPath(app: string, form: string, id?: string): string {
  const list = `apps/${app}/forms/${form}/records`;
  return id ? `${list}/${encodeURIComponent(id)}` : list;
}

/** recordUrl is where the console shows it. */
export function recordUrl({ app, form, id }: Pick<RecordRef, 'app' | 'form' | 'id'>): string {
  return `/a/${app}/${form}/${encodeURIComponent(id)}`;
}

/** send performs an action and makes everything that counts tasks or shows the record read again. */
export async function send(path: string, what: Act, rev: number | undefined, key: string): Promise<RecordView> {
  const ifMatch = rev === undefined ? undefined : `"${rev}"`;
  const record = await post<RecordView>(`${path}/act`, act(what), { ifMatch, idempotencyKey: key });
  for (const name of ['tasks', 'mine', 'records', 'inbox']) void queries.invalidateQueries({ queryKey: [name] });
  // Others of a merge change with it.
  if (what.kind === 'merge' || what.kind === 'unmerge') for (const name of ['record', 'alike']) void queries.invalidateQueries({ queryKey: [name] });
  return record;
}
