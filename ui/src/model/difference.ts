import { say, type Language, type Text } from '../i18n/text';

/** One place where two versions of a definition differ, named by the titles on the way there. */
export interface Difference {
  where: string;
  theirs: string;
  mine: string;
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = (value: unknown): string | undefined => (isTree(value) ? ((value.key ?? value.field) as string | undefined) : undefined);

/** differences lists where two versions differ, shallow enough to be read: what is new or gone is named as a whole. */
export function differences(theirs: unknown, mine: unknown, language: Language, called: (property: string) => string): Difference[] {
  const found: Difference[] = [];
  const note = (path: readonly string[], a: unknown, b: unknown) => found.push({ where: path.join(' / '), theirs: brief(a, language), mine: brief(b, language) });
  const compare = (a: unknown, b: unknown, path: readonly string[]): void => {
    if (JSON.stringify(a) === JSON.stringify(b)) return;
    if (isText(a) && isText(b)) return void note(path, a, b);
    if (isTree(a) && isTree(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], key === 'spec' || key === 'settings' ? path : [...path, called(key)]);
      return;
    }
    if (Array.isArray(a) && Array.isArray(b) && [...a, ...b].every((one) => keyOf(one) !== undefined)) return lists(a, b, path);
    note(path, a, b);
  };
  const lists = (a: readonly unknown[], b: readonly unknown[], path: readonly string[]): void => {
    for (const key of new Set([...a, ...b].map((one) => keyOf(one)!))) {
      const [x, y] = [a, b].map((list) => list.find((one) => keyOf(one) === key));
      compare(x, y, [...path, titleOf(y ?? x, language) || key]);
    }
    const order = (list: readonly unknown[]) => list.map(keyOf).join();
    if (a.length === b.length && order(a) !== order(b) && [...a].map(keyOf).sort().join() === [...b].map(keyOf).sort().join()) note(path, a, b);
  };
  compare(theirs, mine, []);
  return found;
}

/** titlesIn collects what the properties of a schema are called, at whatever depth; of several of one name the first. */
export function titlesIn(schema: unknown, language: Language, found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(schema)) for (const one of schema) titlesIn(one, language, found);
  if (!isTree(schema)) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isTree(value)) {
      for (const [name, property] of Object.entries(value)) {
        const title = isTree(property) ? say(property['x-title'] as Text, language) : '';
        if (title && !found.has(name)) found.set(name, title);
      }
    }
    titlesIn(value, language, found);
  }
  return found;
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string' || (isTree(value) && Object.keys(value).every((key) => key === 'zh' || key === 'en'));
}

function titleOf(value: unknown, language: Language): string {
  return isTree(value) ? say(value.title as Text, language) : '';
}

function brief(value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  const words = isText(value) ? say(value as Text, language) : titleOf(value, language) || (Array.isArray(value) ? value.map((one) => titleOf(one, language) || keyOf(one) || JSON.stringify(one)).join('、') : JSON.stringify(value));
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
