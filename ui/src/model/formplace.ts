import { findItem, flat, holds, siblings, type Found, type Item, type Place } from './formdesign';

/** Where something is dropped: at an edge of an item, or inside a unit. The target `''` is the form itself. */
export interface Drop {
  target: string;
  edge: 'before' | 'after' | 'left' | 'right' | 'inside';
}

/** What is dropped: something new, or an item that is already there by its id. */
export interface What {
  item: Item;
  id?: string;
}

/** Where it comes to lie. `beside` is the sibling whose row it shares. */
export interface Landing {
  parent: Place;
  at: number;
  beside?: number;
}

/** Units inside units, as deep as the server takes them. */
const deepest = 6;
/** Items side by side in one row. */
export const widest = 4;

const width = (item: Item) => item.width || 12;
const height = (item: Item): number => (item.children ?? []).reduce((most, child) => Math.max(most, 1 + height(child)), 0);

/** rowOf is the range of items that share a row with the one at `at`, packed as the grid of the renderer does it. */
export function rowOf(items: readonly Item[], at: number): [start: number, end: number] {
  let start = 0;
  let used = 0;
  for (let index = 0; index < items.length; index += 1) {
    const wide = width(items[index]!);
    if (used + wide > 12) {
      if (index > at) return [start, index];
      start = index;
      used = 0;
    }
    used += wide;
  }
  return [start, items.length];
}

/** welcome tells whether a unit takes an item: pages stand in the form itself, and behind tabs stand sections. */
function welcome(parent: Item | undefined, depth: number, what: Item): boolean {
  if (what.type === 'page' && parent) return false;
  if (parent && !holds(parent)) return false;
  if (parent?.type === 'tabs' && what.type !== 'section') return false;
  return depth + height(what) <= deepest;
}

/** landing tells where a drop comes to lie, and undefined where nothing may be dropped. */
export function landing(items: readonly Item[], what: What, { target, edge }: Drop): Landing | undefined {
  const found = target ? findItem(items, target) : undefined;
  if (target && !found) return undefined;
  const own = what.id ? findItem(items, what.id)?.place : undefined;
  if (own && found && own.every((at, depth) => found.place[depth] === at)) return undefined;
  if (!found) return welcome(undefined, 0, what.item) ? { parent: [], at: items.length } : undefined;
  if (edge === 'inside') return welcome(found.item, found.place.length, what.item) ? { parent: found.place, at: found.item.children?.length ?? 0 } : undefined;
  if (!welcome(found.parent, found.place.length - 1, what.item)) return undefined;
  return edge === 'left' || edge === 'right' ? beside(items, what, found, edge, own) : along(items, found, edge);
}

function along(items: readonly Item[], { place, parent }: Found, edge: string): Landing {
  const above = place.slice(0, -1);
  const at = place.at(-1)!;
  // Above or below one of several in a row is above or below the row.
  const [start, end] = parent?.type === 'columns' ? [at, at + 1] : rowOf(siblings(items as Item[], above), at);
  return { parent: above, at: edge === 'before' ? start : end };
}

function beside(items: readonly Item[], what: What, { place, item, parent }: Found, edge: string, own: Place | undefined): Landing | undefined {
  const above = place.slice(0, -1);
  const at = place.at(-1)! + (edge === 'right' ? 1 : 0);
  if (parent?.type === 'columns') return { parent: above, at };
  if (parent?.type === 'tabs' || holds(what.item) || holds(item)) return undefined;
  const [start, end] = rowOf(siblings(items as Item[], above), place.at(-1)!);
  const within = own !== undefined && own.length === place.length && own.slice(0, -1).join() === above.join() && own.at(-1)! >= start && own.at(-1)! < end;
  if (end - start + (within ? 0 : 1) > widest) return undefined;
  return { parent: above, at, beside: place.at(-1)! };
}

/** share gives the items of a range of one list the same part of the row. */
function share(list: Item[], start: number, end: number): void {
  const part = Math.floor(12 / Math.max(1, end - start));
  for (const item of list.slice(start, end)) {
    if (part === 12) delete item.width;
    else item.width = part;
  }
}

/** put inserts an item where it lands. The items are changed in place. */
export function put(items: Item[], { parent, at, beside: anchor }: Landing, item: Item): void {
  const list = siblings(items, parent);
  const row = anchor === undefined ? undefined : rowOf(list, anchor);
  list.splice(at, 0, item);
  if (row) share(list, row[0], row[1] + 1);
  else delete item.width;
}

/** takeOut removes the item at a place; what shared a full row with it gets its part. The items are changed in place. */
export function takeOut(items: Item[], place: Place): Item {
  const list = siblings(items, place.slice(0, -1));
  const at = place.at(-1)!;
  const [start, end] = rowOf(list, at);
  const row = list.slice(start, end);
  const even = row.length > 1 && row.every((one) => width(one) === width(row[0]!)) && width(row[0]!) * row.length === 12;
  const [item] = list.splice(at, 1);
  if (even) share(list, start, end - 1);
  return item!;
}

/** shifted is where a landing lies once the item at `gone` was taken out. */
export function shifted(to: Landing, gone: Place): Landing {
  const depth = gone.length - 1;
  const last = gone.at(-1)!;
  const same = to.parent.length >= depth && gone.slice(0, -1).every((at, index) => to.parent[index] === at);
  if (!same) return to;
  const less = (at: number) => (at > last ? at - 1 : at);
  if (to.parent.length === depth) return { ...to, at: less(to.at), beside: to.beside === undefined ? undefined : less(to.beside) };
  return { ...to, parent: to.parent.map((at, index) => (index === depth ? less(at) : at)) };
}

/** around is the item before or after one, as arrows go: outer items before what is inside them. */
export function around(items: readonly Item[], id: string, step: 1 | -1): string | undefined {
  const list = flat(items);
  if (list.length === 0) return undefined;
  const at = list.findIndex((one) => one.id === id);
  return list[at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step]?.id;
}
