import { say, type Language, type Text } from '../i18n/text';
import { copy, fresh, type Schema, type UnitInfo } from './design';
import { findItem, flat, itemAt, itemsOf, living, siblings, taken, type FieldSpec, type FormDefinition, type FormSpec, type Item, type Where } from './formdesign';
import { after, applied, doing, layoutIn, reserved, type Doing } from './formcommand';
import { put, takeOut } from './formplace';
import { rewrite } from './formrefer';

/** What is done with the fields of a form beyond their places. */

const byKey = (spec: FormSpec, key: string) => spec.fields.find((field) => field.key === key);

/** neighbour is what is selected once an item is gone. */
function neighbour(items: readonly Item[], id: string): string | undefined {
  const found = findItem(items, id);
  if (!found) return undefined;
  const above = found.place.slice(0, -1);
  const at = found.place.at(-1)!;
  return (itemAt(items, [...above, at + 1]) ?? itemAt(items, [...above, at - 1]) ?? itemAt(items, above))?.id;
}

/**
 * remove takes a field out of the form: it leaves the layouts and becomes a tombstone, so that its data is kept. Where
 * rules name it: `replace` names another field instead, `clean` takes what is about it alone away with it.
 */
export function remove(document: FormDefinition, language: Language, key: string, how: { clean?: boolean; replace?: string } = {}): Doing | undefined {
  if (!byKey(document.spec, key)) return undefined;
  const select = neighbour(itemsOf(document.spec, 'form'), key);
  const done = doing(document, 'form', language, 'form.deleted', key, (draft) => {
    const field = byKey(draft, key)!;
    drop(layoutIn(draft, 'form'), key);
    if (draft.public) drop(draft.public.layout, key);
    if (how.clean || how.replace) rewrite(draft, key, how.replace);
    field.deleted = true;
  });
  return { command: done.command, select: select && select !== key ? select : undefined };
}

function drop(items: Item[], key: string): void {
  const found = findItem(items, key);
  if (found) takeOut(items, found.place);
}

/** takeAway takes a field off the public page; the form keeps it. */
export function takeAway(document: FormDefinition, language: Language, key: string): Doing | undefined {
  const items = itemsOf(document.spec, 'public');
  if (!findItem(items, key)) return undefined;
  const { command } = doing(document, 'public', language, 'form.takenAway', key, (draft) => {
    drop(layoutIn(draft, 'public'), key);
    if (draft.public!.require) draft.public!.require = draft.public!.require.filter((one) => one !== key);
  });
  return { command, select: neighbour(items, key) };
}

/** restore brings a deleted field back, at the end of the form. */
export function restore(document: FormDefinition, language: Language, key: string): Doing | undefined {
  if (!byKey(document.spec, key)?.deleted) return undefined;
  return doing(document, 'form', language, 'form.restored', key, (draft) => {
    layoutIn(draft, 'form').push({ field: key });
    delete byKey(draft, key)!.deleted;
  });
}

/** duplicate copies a field, or a unit with all its fields, and puts the copy behind it. */
export function duplicate(document: FormDefinition, where: Where, language: Language, id: string): Doing | undefined {
  const { spec } = document;
  const found = findItem(itemsOf(spec, where), id);
  if (!found || where === 'public') return undefined;
  const used = taken(spec);
  const fields: FieldSpec[] = [];
  const name = (wish: string) => {
    const key = fresh(wish, used);
    used.push(key);
    return key;
  };
  const renamed = (item: Item): Item => {
    if (!item.field) return { ...item, key: name(item.key ?? item.type ?? 'unit'), ...(item.children ? { children: item.children.map(renamed) } : {}) };
    const key = name(item.field);
    fields.push({ ...copy(byKey(spec, item.field)!), key });
    return { ...item, field: key };
  };
  const made = renamed(copy(found.item));
  return doing(document, where, language, 'form.duplicated', made.field ?? made.key!, (draft) => {
    const list = siblings(layoutIn(draft, where), found.place.slice(0, -1));
    draft.fields.push(...copy(fields));
    list.splice(found.place.at(-1)! + 1, 0, copy(made));
  });
}

/** setProperty changes one property of a field; undefined takes it away. Changes of the same property are one gesture. */
export function setProperty<K extends keyof FieldSpec>(document: FormDefinition, language: Language, key: string, name: K, value: FieldSpec[K] | undefined): Doing {
  const done = doing(document, 'form', language, 'form.changed', key, (draft) => {
    const field = byKey(draft, key);
    if (!field) return;
    if (value === undefined || value === false) delete field[name];
    else field[name] = value as FieldSpec[K];
  });
  return { ...done, command: { ...done.command, gesture: `field:${key}:${name}` } };
}

/** setUnit changes what a unit of layout says. */
export function setUnit(document: FormDefinition, where: Where, language: Language, id: string, name: 'title' | 'text', value: Text): Doing {
  const done = doing(document, where, language, 'form.changed', id, (draft) => {
    const item = findItem(layoutIn(draft, where), id)?.item;
    if (!item) return;
    if (value === undefined || value === '') delete item[name];
    else item[name] = value;
  });
  return { ...done, command: { ...done.command, gesture: `unit:${id}:${name}` } };
}

/** rename gives a field another key, everywhere the form names it. A key that is taken changes nothing. */
export function rename(document: FormDefinition, language: Language, key: string, to: string, gesture?: string): Doing | undefined {
  if (!byKey(document.spec, key) || taken(document.spec).includes(to) || !/^[a-z][a-z0-9_]{0,63}$/.test(to)) return undefined;
  const done = doing(document, 'form', language, 'form.rekeyed', to, (draft) => {
    rewrite(draft, key, to);
    byKey(draft, key)!.key = to;
  });
  return { ...done, command: { ...done.command, gesture, said: { key: 'form.rekeyed', params: { ...done.command.said.params, key: to } } } };
}

/** same tells whether two settings of different types mean the same. */
function same(one: Schema | undefined, other: Schema | undefined): boolean {
  if (!one || !other) return false;
  const look = ({ type, enum: values, $ref, items }: Schema) => JSON.stringify([type, values, $ref, items?.type, items?.$ref]);
  return look(one) === look(other);
}

/** What a change of type loses: settings by name, and the default value. */
export function losses(field: FieldSpec, from: UnitInfo | undefined, to: UnitInfo): string[] {
  const lost = Object.keys(field.settings ?? {}).filter((name) => !same(from?.settings.properties?.[name], to.settings.properties?.[name]));
  return field.default !== undefined && from?.group !== to.group ? [...lost, 'default'] : lost;
}

/** changeType makes a field another type in place: its key, words, place and rules stay, with every setting both types have. */
export function changeType(document: FormDefinition, language: Language, key: string, from: UnitInfo | undefined, to: UnitInfo): Doing | undefined {
  const field = byKey(document.spec, key);
  if (!field || field.type === to.id) return undefined;
  const lost = losses(field, from, to);
  const done = doing(document, 'form', language, 'form.retyped', key, (draft) => {
    const one = byKey(draft, key)!;
    one.type = to.id;
    if (lost.includes('default')) delete one.default;
    const kept = Object.entries(one.settings ?? {}).filter(([name]) => !lost.includes(name));
    if (kept.length > 0) one.settings = Object.fromEntries(kept);
    else delete one.settings;
  });
  return { ...done, command: { ...done.command, said: { key: 'form.retyped', params: { ...done.command.said.params, type: say(to.label, language) } } } };
}

/** pasteFields makes a text field of every word of a row of headings, such as the first row of a sheet. */
export function pasteFields(document: FormDefinition, where: Where, titles: readonly string[], keys: readonly string[], unit: UnitInfo, selected?: string): Doing | undefined {
  const names = titles.map((title) => title.trim()).filter(Boolean);
  if (names.length === 0) return undefined;
  const used = [...taken(document.spec), ...reserved];
  const made = names.map((title, at): FieldSpec => {
    const key = fresh(keys[at] || unit.id, used);
    used.push(key);
    return { key, type: unit.id, title };
  });
  const to = after(document.spec, where, selected, { field: made[0]!.key });
  const apply = (draft: FormSpec) => {
    const items = layoutIn(draft, where);
    draft.fields.push(...copy(made));
    made.forEach((field, at) => put(items, { ...to, at: to.at + at }, { field: field.key }));
  };
  return { command: { said: { key: 'form.pasted', params: { count: made.length } }, apply: applied(apply) }, select: made[0]!.key };
}

/** headings splits a pasted row of a sheet into its cells; several lines without tabs are a column of headings. */
export function headings(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const cells = lines[0]?.includes('\t') ? lines[0].split('\t') : lines;
  return cells.map((cell) => cell.trim()).filter(Boolean).slice(0, 100);
}

/** deletedOf lists the tombstones, for the bin. */
export function deletedOf(spec: FormSpec): FieldSpec[] {
  return spec.fields.filter((field) => field.deleted);
}

/** unplaced lists the living fields that a layout does not show. */
export function unplaced(spec: FormSpec, where: Where): FieldSpec[] {
  const there = new Set(flat(itemsOf(spec, where)).map(({ item }) => item.field));
  return living(spec).filter((field) => !there.has(field.key));
}

/** What is not for outsiders to fill: what the system makes by itself, and colleagues. */
const inner: readonly string[] = ['autonumber', 'formula', 'rollup', 'user', 'department'];

/** keptInside lists the fields that a layout for outsiders does not show and that are not theirs to fill. */
export function keptInside(spec: FormSpec, where: Where): FieldSpec[] {
  return unplaced(spec, where).filter(({ type }) => inner.includes(type));
}

/** arranged is what stands of a layout when only some of its fields do: as wide as before, in the columns and sections that still hold one. */
function arranged(items: readonly Item[], stays: ReadonlySet<string>, used: string[]): Item[] {
  return items.flatMap((item): Item[] => {
    if (item.field) return stays.has(item.field) ? [copy(item)] : [];
    const children = arranged(item.children ?? [], stays, used);
    if (children.length === 0) return [];
    const own: Item = { ...copy(item), children };
    if (item.key) used.push((own.key = fresh(item.key, used)));
    return [own];
  });
}

/** placeAll puts every field that outsiders can fill and that is not there yet into a layout, arranged as in the form. */
export function placeAll(document: FormDefinition, where: Where, language: Language): Doing | undefined {
  const stays = new Set(unplaced(document.spec, where).flatMap(({ type, key }) => (inner.includes(type) ? [] : key)));
  const items = arranged(itemsOf(document.spec, 'form'), stays, taken(document.spec));
  const last = flat(items).filter(({ item }) => item.field).at(-1);
  return last && doing(document, where, language, 'form.placedAll', last.id, (draft) => void layoutIn(draft, where).push(...copy(items)));
}
