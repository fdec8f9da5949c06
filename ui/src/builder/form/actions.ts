import type { Desk } from './desk';
import { besideLast, inward, moveTo, outward, setWidth, step, unwrap, wrap, type Doing } from '../../model/formcommand';
import { duplicate, setProperty, takeAway } from '../../model/formfield';
import { flat, itemAt, itemsOf, type Found } from '../../model/formdesign';
import { landing, type Drop } from '../../model/formplace';

/** One thing that can be done with the selected item: the toolbar, the menu and the keyboard all come from this list. */
export interface Action {
  id: string;
  /** As it is pressed: `Alt+ArrowUp`. */
  keys?: string;
  /** Menu entries are separated between groups. */
  group: 'edit' | 'move' | 'width' | 'wrap' | 'end';
  /** Whether it can be done with this item. */
  can: (desk: Desk, found: Found) => boolean;
  run: (desk: Desk, found: Found) => void;
  params?: Record<string, string | number>;
}

type Make = (desk: Desk, found: Found) => Doing | undefined;

/** command is an action that carries out one command. */
const command = (id: string, group: Action['group'], make: Make, keys?: string, params?: Action['params']): Action => ({
  ...{ id, group, keys, params },
  can: (desk, found) => make(desk, found) !== undefined,
  run: (desk, found) => void desk.perform(make(desk, found)),
});

const at = (desk: Desk) => [desk.document(), desk.where(), desk.language] as const;
const inForm = (desk: Desk) => desk.where() === 'form';
const end: Drop = { target: '', edge: 'inside' };

function toFirst(desk: Desk, found: Found): Doing | undefined {
  const first = itemsOf(desk.document().spec, desk.where());
  const target = flat(first)[0]?.id;
  return target && target !== found.id ? moveTo(...at(desk), found.id, { target, edge: 'before' }) : undefined;
}

function toLast(desk: Desk, found: Found): Doing | undefined {
  const items = itemsOf(desk.document().spec, desk.where());
  return found.place.length === 1 && found.place[0] === items.length - 1 ? undefined : moveTo(...at(desk), found.id, end);
}

const widths = [12, 6, 4, 3].map((width) => command(`width${width}`, 'width', (desk, { id, item }) => (item.field ? setWidth(...at(desk), id, width) : undefined), `Alt+${12 / width}`));

export const actions: readonly Action[] = [
  { id: 'label', keys: 'F2', group: 'edit', can: (_, { item }) => Boolean(item.field) || item.type !== 'columns', run: (desk, { id }) => desk.put({ editing: id }) },
  { id: 'inspect', group: 'edit', can: () => true, run: (desk) => desk.put({ drawer: 'inspector' }) },
  command('require', 'edit', (desk, { item }) => requires(desk, item.field), 'Ctrl+Enter'),
  { id: 'retype', group: 'edit', can: (desk, { item }) => Boolean(item.field) && inForm(desk), run: (desk, { item }) => desk.put({ asking: { what: 'type', key: item.field } }) },
  command('duplicate', 'edit', (desk, { id }) => duplicate(...at(desk), id), 'Ctrl+D'),
  { id: 'rules', group: 'edit', can: (desk) => inForm(desk), run: (desk, { id }) => desk.put({ mode: 'logic', about: id }) },
  command('up', 'move', (desk, { id }) => step(...at(desk), id, -1), 'Alt+ArrowUp'),
  command('down', 'move', (desk, { id }) => step(...at(desk), id, 1), 'Alt+ArrowDown'),
  command('out', 'move', (desk, { id }) => outward(...at(desk), id), 'Alt+ArrowLeft'),
  command('in', 'move', (desk, { id }) => inward(...at(desk), id), 'Alt+ArrowRight'),
  command('first', 'move', toFirst),
  command('last', 'move', toLast),
  command('beside', 'width', (desk, { id }) => besideLast(...at(desk), id), 'Alt+Shift+ArrowUp'),
  ...widths,
  command('wrap', 'wrap', (desk, { id }) => desk.unit('section') && wrap(...at(desk), id, desk.unit('section')!), 'Ctrl+G'),
  command('page', 'wrap', (desk, found) => (found.place.length === 1 && desk.unit('page') ? wrap(...at(desk), found.id, desk.unit('page')!) : undefined)),
  command('unwrap', 'wrap', (desk, found) => ((found.item.children ?? []).length > 0 && canUnwrap(desk, found) ? unwrap(...at(desk), found.id) : undefined), 'Ctrl+Shift+G'),
  { id: 'delete', keys: 'Delete', group: 'end', can: (desk, found) => Boolean(found.item.field) || (found.item.children ?? []).length === 0 || canUnwrap(desk, found), run: drop },
];

/** What stands in a unit must be able to stand where the unit stood. */
function canUnwrap(desk: Desk, { item, place }: Found): boolean {
  const items = itemsOf(desk.document().spec, desk.where());
  const outer = itemAt(items, place.slice(0, -1));
  const to: Drop = outer ? { target: outer.id, edge: 'inside' } : end;
  return (item.children ?? []).every((child) => landing(items, { item: child }, to) !== undefined);
}

function requires(desk: Desk, key?: string): Doing | undefined {
  const field = desk.field(key);
  if (!key || !field || !inForm(desk)) return undefined;
  const done = setProperty(desk.document(), desk.language, key, 'required', field.required ? undefined : true);
  return { ...done, command: { ...done.command, gesture: undefined, said: { ...done.command.said, key: field.required ? 'form.optional' : 'form.required' } } };
}

/** drop deletes: a field asks first when something names it, off the public page it merely goes, and a unit leaves what stands in it. */
function drop(desk: Desk, { id, item }: Found): void {
  if (!item.field) return void desk.perform(unwrap(...at(desk), id));
  if (!inForm(desk)) return void desk.perform(takeAway(desk.document(), desk.language, id));
  desk.put({ asking: { what: 'remove', key: item.field } });
}

/** pressed writes a key press as the actions write theirs; Command counts as Ctrl. */
export function pressed(event: { ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean; key: string; code: string }): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit ? digit : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A sign that needs Shift to be typed is that sign; with another key held down it is a shortcut.
  const shift = event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey);
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', shift ? 'Shift' : '', key].filter(Boolean).join('+');
}

/** act carries out an action on the selected item. */
export function act(desk: Desk, id: string): boolean {
  const action = actions.find((one) => one.id === id);
  const found = desk.found();
  if (!action || !found || !action.can(desk, found)) return false;
  action.run(desk, found);
  return true;
}
