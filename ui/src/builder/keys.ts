import { get } from '../api/client';
import { fresh } from '../model/design';

/** keyFor makes a key from a title; without the server it is the name of the list, counted on. */
export async function keyFor(title: string, taken: readonly string[], list: string): Promise<string> {
  try {
    const { key } = await get<{ key: string }>('design/key', { query: { title, taken: taken.join() } });
    return fresh(key, taken);
  } catch {
    return fresh(list, taken);
  }
}
