import { produce, type Draft } from 'immer';
import { say, type Language, type Text } from '../i18n/text';
import { copy, fresh, type UnitInfo } from './design';
import type { Command } from './edit';
import { findItem, flat, itemAt, holds, itemsOf, missing, siblings, taken, type FieldSpec, type FormDefinition, type FormSpec, type Item, type Where } from './formdesign';
import { landing, put, rowOf, shifted, takeOut, type Drop, type Landing } from './formplace';

/** A command with what is selected once it is done. */
export interface Doing {
  command: Command<FormDefinition>;
  select?: string;
}

type Apply = (spec: FormSpec) => void;

/** layoutIn is the layout of a draft, to be changed in place; fields that stood nowhere get their place at its end. */
export function layoutIn(spec: FormSpec, where: Where): Item[] {
  if (where === 'public') return (spec.public ??= { enabled: false, layout: [] }).layout;
  const lost = missing(spec);
  const layout = (spec.layout ??= []);
  layout.push(...lost);
  return layout;
}

/** titleOf is what people call an item. */
export function titleOf(spec: FormSpec, item: Item, language: Language): string {
  const field = item.field ? spec.fields.find((one) => one.key === item.field) : undefined;
  return say(field ? field.title : item.title, language) || item.field || item.key || item.type || '';
}

/** doing names a command with where the item stands afterwards, counted in fields and units. */
export function doing(document: FormDefinition, where: Where, language: Language, key: string, select: string, apply: Apply): Doing {
  const next = produce(document, (draft) => apply(draft.spec as FormSpec));
  const all = flat(itemsOf(next.spec, where));
  const at = all.findIndex((one) => one.id === select);
  const found = all[at]?.item ?? findItem(itemsOf(document.spec, where), select)?.item;
  return { command: { said: { key, params: { title: found ? titleOf(next.spec, found, language) : '', at: at + 1, all: all.length } }, apply: applied(apply) }, select };
}

/** applied is a change of the spec as a change of the definition. */
export const applied = (apply: Apply) => (draft: Draft<FormDefinition>) => apply(draft.spec as FormSpec);

/** after is where something new goes that was not dropped anywhere: behind the selected item, or into an empty unit. */
export function after(spec: FormSpec, where: Where, selected: string | undefined, item: Item): Landing {
  const items = itemsOf(spec, where);
  const found = selected ? findItem(items, selected) : undefined;
  const end: Landing = { parent: [], at: items.length };
  if (!found) return end;
  const inside = holds(found.item) ? landing(items, { item }, { target: found.id, edge: 'inside' }) : undefined;
  if (inside) return inside;
  for (let depth = found.place.length; depth > 0; depth -= 1) {
    const one = itemAt(items, found.place.slice(0, depth));
    const down = one && landing(items, { item }, { target: one.id, edge: 'after' });
    if (down) return down;
  }
  return end;
}

export interface Wanted {
  unit: UnitInfo;
  /** Whether it is a field; else a unit of layout. */
  field: boolean;
}

/** starting is what a new field begins with: the settings of the type's first example that are needed to use it at all. */
function starting(unit: UnitInfo, words: string): Record<string, unknown> | undefined {
  const options = unit.settings.properties?.options;
  if (!options) return undefined;
  return { options: [1, 2].map((n) => ({ key: `option_${n}`, title: `${words} ${n}` })) };
}

/** add puts something new from the palette into the form: where it was dropped, else behind the selected item. */
export function add(document: FormDefinition, where: Where, language: Language, wanted: Wanted, options: { drop?: Drop; selected?: string; words: string; key?: string }): Doing | undefined {
  const { spec } = document;
  const title = say(wanted.unit.label, language);
  const key = fresh(options.key || wanted.unit.id, [...taken(spec), ...reserved]);
  const item: Item = wanted.field ? { field: key } : unitItem(wanted.unit.id, key, title, spec);
  const to = options.drop ? landing(itemsOf(spec, where), { item }, options.drop) : after(spec, where, options.selected, item);
  if (!to) return undefined;
  const settings = starting(wanted.unit, options.words);
  const field: FieldSpec = { key, type: wanted.unit.id, title, ...(settings ? { settings } : {}) };
  return doing(document, where, language, 'form.added', key, (draft) => {
    const items = layoutIn(draft, where);
    if (wanted.field) draft.fields.push(copy(field));
    put(items, to, copy(item));
  });
}

/** Names with a meaning of their own, which the server refuses as keys. */
export const reserved = ['text', 'record', 'old', 'user', 'now', 'today', 'working', 'link', 'idem', 'fired'];

function unitItem(type: string, key: string, title: string, spec: FormSpec): Item {
  const item: Item = { key, type };
  if (type === 'tabs') return { ...item, children: [1, 2].map((n) => ({ key: fresh(`${key}_${n}`, taken(spec)), type: 'section', title: `${title} ${n}`, children: [] })) };
  if (type !== 'columns' && type !== 'divider') item.title = title;
  if (type === 'notice') return { key, type, text: title };
  return holds(item) ? { ...item, children: [] } : item;
}

/** place puts fields that exist already into a layout, such as that of the public page. */
export function place(document: FormDefinition, where: Where, language: Language, field: string, options: { drop?: Drop; selected?: string } = {}): Doing | undefined {
  const item: Item = { field };
  const items = itemsOf(document.spec, where);
  if (findItem(items, field)) return undefined;
  const to = options.drop ? landing(items, { item }, options.drop) : after(document.spec, where, options.selected, item);
  return to && doing(document, where, language, 'form.placed', field, (draft) => put(layoutIn(draft, where), to, { ...item }));
}

/** moveTo moves an item to where it was dropped. */
export function moveTo(document: FormDefinition, where: Where, language: Language, id: string, drop: Drop): Doing | undefined {
  const items = itemsOf(document.spec, where);
  const found = findItem(items, id);
  const to = found && landing(items, { item: found.item, id }, drop);
  if (!found || !to) return undefined;
  const name = named(document.spec, found.item, id);
  return doing(document, where, language, 'form.moved', name, (draft) => {
    const all = layoutIn(draft, where);
    const item = takeOut(all, found.place);
    if (!item.field) item.key = name;
    put(all, shifted(to, found.place), item);
  });
}

/** named is the id an item keeps wherever it goes; units without a key get one. */
function named(spec: FormSpec, item: Item, id: string): string {
  return id.startsWith('@') ? fresh(item.type ?? 'unit', taken(spec)) : id;
}

/** step moves an item one place up or down among its siblings; fields change places, so that rows stay as they are. */
export function step(document: FormDefinition, where: Where, language: Language, id: string, by: 1 | -1): Doing | undefined {
  const found = findItem(itemsOf(document.spec, where), id);
  if (!found) return undefined;
  const at = found.place.at(-1)!;
  const list = siblings(itemsOf(document.spec, where) as Item[], found.place.slice(0, -1));
  if (at + by < 0 || at + by >= list.length) return undefined;
  const name = named(document.spec, found.item, id);
  return doing(document, where, language, 'form.moved', name, (draft) => {
    const all = siblings(layoutIn(draft, where), found.place.slice(0, -1));
    const [one, other] = [all[at]!, all[at + by]!];
    if (!one.field) one.key = name;
    if (one.field && other.field) swapWidths(one, other);
    all[at] = other;
    all[at + by] = one;
  });
}

function swapWidths(one: Item, other: Item): void {
  const [first, second] = [one.width, other.width];
  for (const [item, wide] of [[one, second], [other, first]] as const) {
    if (wide) item.width = wide;
    else delete item.width;
  }
}

/** inward moves an item into the unit before it, else the one behind it. */
export function inward(document: FormDefinition, where: Where, language: Language, id: string): Doing | undefined {
  const items = itemsOf(document.spec, where);
  const found = findItem(items, id);
  if (!found) return undefined;
  const above = found.place.slice(0, -1);
  const at = found.place.at(-1)!;
  const before = itemAt(items, [...above, at - 1]);
  const behind = itemAt(items, [...above, at + 1]);
  const into = before && moveTo(document, where, language, id, { target: before.id, edge: 'inside' });
  if (into || !behind || !holds(behind.item)) return into;
  const first = itemAt(items, [...behind.place, 0]);
  return moveTo(document, where, language, id, first ? { target: first.id, edge: 'before' } : { target: behind.id, edge: 'inside' });
}

/** outward moves an item out of its unit, behind it. */
export function outward(document: FormDefinition, where: Where, language: Language, id: string): Doing | undefined {
  const items = itemsOf(document.spec, where);
  const found = findItem(items, id);
  const unit = found && itemAt(items, found.place.slice(0, -1));
  return unit && moveTo(document, where, language, id, { target: unit.id, edge: 'after' });
}

/** besideLast puts an item into the row of the one before it. */
export function besideLast(document: FormDefinition, where: Where, language: Language, id: string): Doing | undefined {
  const items = itemsOf(document.spec, where);
  const found = findItem(items, id);
  const before = found && itemAt(items, [...found.place.slice(0, -1), found.place.at(-1)! - 1]);
  return before && moveTo(document, where, language, id, { target: before.id, edge: 'right' });
}

/** setWidth gives an item so many twelfths of the row; 12 is the whole row. */
export function setWidth(document: FormDefinition, where: Where, language: Language, id: string, width: number): Doing | undefined {
  const found = findItem(itemsOf(document.spec, where), id);
  if (!found || (found.item.width || 12) === width) return undefined;
  return doing(document, where, language, 'form.widened', id, (draft) => {
    const item = findItem(layoutIn(draft, where), id)!.item;
    if (width === 12) delete item.width;
    else item.width = width;
  });
}

/** wrap puts a unit around an item and everything that shares its row. */
export function wrap(document: FormDefinition, where: Where, language: Language, id: string, unit: UnitInfo): Doing | undefined {
  const { spec } = document;
  const found = findItem(itemsOf(spec, where), id);
  if (!found || found.item.type === 'page' || found.parent?.type === 'tabs' || found.place.length > 4) return undefined;
  const key = fresh(unit.id, taken(spec));
  const above = found.place.slice(0, -1);
  return doing(document, where, language, 'form.wrapped', key, (draft) => {
    const list = siblings(layoutIn(draft, where), above);
    const [start, end] = rowOf(list, found.place.at(-1)!);
    const children = list.slice(start, end);
    list.splice(start, end - start, { key, type: unit.id, title: say(unit.label, language), children });
  });
}

/** unwrap takes a unit away and leaves what stood in it where it was. */
export function unwrap(document: FormDefinition, where: Where, language: Language, id: string): Doing | undefined {
  const found = findItem(itemsOf(document.spec, where), id);
  if (!found || found.item.field) return undefined;
  const inside = itemAt(itemsOf(document.spec, where), [...found.place, 0]);
  const done = doing(document, where, language, (found.item.children ?? []).length > 0 ? 'form.unwrapped' : 'form.dropped', id, (draft) => {
    const list = siblings(layoutIn(draft, where), found.place.slice(0, -1));
    const [unit] = list.splice(found.place.at(-1)!, 1, ...(list[found.place.at(-1)!]!.children ?? []));
    for (const rule of draft.logic ?? []) {
      for (const name of ['show', 'hide'] as const) if (unit!.key && rule[name]) rule[name] = rule[name].filter((one) => one !== unit!.key);
    }
  });
  return { command: done.command, select: inside && !inside.id.startsWith('@') ? inside.id : undefined };
}

/** setTitle renames an item: the field itself, or the unit. Typing is one gesture. */
export function setTitle(document: FormDefinition, where: Where, language: Language, id: string, title: Text): Doing | undefined {
  const found = findItem(itemsOf(document.spec, where), id);
  if (!found) return undefined;
  const done = doing(document, where, language, 'form.renamed', id, (draft) => {
    const field = found.item.field ? draft.fields.find((one) => one.key === found.item.field) : undefined;
    const item = findItem(layoutIn(draft, where), id)!.item;
    if (field) field.title = title as string;
    else item.title = title as string;
  });
  return { ...done, command: { ...done.command, gesture: `title:${id}` } };
}
