import type { Status } from './record';

/** What the server says about a search through everything a person may read. */

/** A part of a text; `hit` marks what was looked for. */
export interface Piece {
  text: string;
  hit?: boolean;
}

export interface SearchItem {
  id: string;
  no: readonly Piece[];
  title: readonly Piece[];
  status: Status | null;
  createdAt: string;
  /** What tells it from others, where it has no status. */
  facts: readonly string[];
  found: readonly { field: string; title: string; pieces: readonly Piece[] }[];
}

export interface SearchGroup {
  app: string;
  appTitle: string;
  form: string;
  title: string;
  items: readonly SearchItem[];
  next: string;
}

export interface SearchResult {
  groups: readonly SearchGroup[];
  /** Nothing has the words together: they were looked for one by one. */
  apart: boolean;
  /** Older records are still being indexed. */
  partial: boolean;
}

/** One line that can be chosen: a record, or the way to all of a form's. */
export interface Choice {
  key: string;
  to: string;
  group: SearchGroup;
  item?: SearchItem;
}

/** choices are the lines of a result in the order they are walked. */
export function choices(groups: readonly SearchGroup[], text: string): Choice[] {
  return groups.flatMap((group) => {
    const list = `/a/${group.app}/${group.form}`;
    const lines = group.items.map((item): Choice => ({ key: `${list}/${item.id}`, to: `${list}/${item.id}`, group, item }));
    return group.next ? [...lines, { key: list, to: `${list}?q=${encodeURIComponent(text)}`, group }] : lines;
  });
}

/** step is the line that an arrow, Home or End leads to; undefined for every other key. The ends meet. */
export function step(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    default:
      return undefined;
  }
}
