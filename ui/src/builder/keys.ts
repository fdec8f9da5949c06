import { get } from '../api/client';
import { fresh } from '../model/design';

async function ask(title: string, taken: string): Promise<string> {
  return (await get<{ key: string }>('design/key', { query: { title, taken } })).key;
}

/** keyFor makes a key from a title; without the server it is the name of the list, counted on. */
export async function keyFor(title: string, taken: readonly string[], list: string): Promise<string> {
  try {
    return fresh(await ask(title, taken.join()), taken);
  } catch {
    return fresh(list, taken);
  }
}

/** How many titles are asked about at a time. */
const batch = 20;

/** wishesFor asks for the keys of many titles, whatever is taken; without the server there are none. */
export async function wishesFor(titles: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < titles.length; at += batch) found.push(...(await Promise.all(titles.slice(at, at + batch).map((title) => ask(title, '').catch(() => '')))));
  return found;
}
