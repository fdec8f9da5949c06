import { get, put } from '../api/client';
import type { Language } from '../i18n/text';
import { fresh, type Part } from '../model/design';
import { beginning } from './home/begin';
import { pending } from './pending';

/** What is to be added: of which kind, called what, about which form when it is about one. */
export interface Wanted {
  kind: string;
  title: string;
  form: string;
}

/** addDefinition keeps a new definition as a draft and answers its key, made from its title. A refusal is thrown. */
export async function addDefinition(app: string, { kind, title, form }: Wanted, language: Language): Promise<string> {
  const parts = await get<Part[]>(`apps/${app}/definitions`);
  const taken = parts.filter((part) => part.kind === kind).map((part) => part.key);
  const proposed = await get<{ key: string }>('design/key', { query: { title, taken: taken.join() } });
  const key = fresh(proposed.key, taken);
  await put(`apps/${app}/drafts`, beginning(kind, key, title, form, language));
  pending.told(app);
  return key;
}
