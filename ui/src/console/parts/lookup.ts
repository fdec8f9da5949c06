import { get } from '../../api/client';
import type { Choice, FieldDefinition } from '../../units/fields';

const names = new Map<string, string>();

/** nameOf is the name of a person, department or record that was seen on this page, by id. */
export function nameOf(id: string): string | undefined {
  return names.get(id);
}

/** learn remembers names, so that filters can say 「王芳」 where they store an id. */
export function learn(list: readonly { id: string; name: string }[]): void {
  for (const { id, name } of list) names.set(id, name);
}

const people = new Set(['record.owner', 'record.submitter']);

/** lookupIn asks the server for what can be chosen in a field of a form. */
export function lookupIn(app: string, form: string) {
  return async (field: Pick<FieldDefinition, 'key'>, search: string): Promise<Choice[]> => {
    if (people.has(field.key)) {
      const found = await get<{ id: string; name: string }[]>(`apps/${app}/people`, { query: { q: search } });
      learn(found);
      return found.map(({ id, name }) => ({ value: id, text: name }));
    }
    const found = await get<Choice[]>(`apps/${app}/forms/${form}/options/${encodeURIComponent(field.key)}`, { query: { q: search, limit: 20 } });
    learn(found.map(({ value, text }) => ({ id: value, name: text })));
    return found;
  };
}
