import type { Draft } from 'immer';
import type { Text } from '../i18n/text';
import type { Definition } from './design';
import { moved } from './optiondesign';

/** Where the menu of an app has a form, as it is stored. */
export interface MenuEntry {
  form: string;
  group?: Text;
  hidden?: boolean;
}

export interface MenuSpec {
  navigation?: MenuEntry[];
}

interface FormPart {
  task?: boolean;
  order?: number;
}

/** menuOf is the whole menu, as the server builds it: what the navigation names, then the other forms. Forms of tasks are in no menu. */
export function menuOf(spec: MenuSpec, bundle: readonly Definition[]): MenuEntry[] {
  const forms = bundle.filter(({ kind, spec: form }) => kind === 'form' && !(form as FormPart).task);
  const place = ({ key }: Definition) => {
    const at = (spec.navigation ?? []).findIndex(({ form }) => form === key);
    return at < 0 ? Infinity : at;
  };
  const order = ({ spec: form }: Definition) => (form as FormPart).order ?? 0;
  const by = (x: Definition, y: Definition) => (place(x) === place(y) ? order(x) - order(y) || (x.key < y.key ? -1 : 1) : place(x) - place(y));
  return forms.sort(by).map(({ key }) => spec.navigation?.find(({ form }) => form === key) ?? { form: key });
}

/** move puts the form of one place at another. From then on the navigation names every form. */
export function move(spec: Draft<MenuSpec>, bundle: readonly Definition[], from: number, to: number): void {
  const entries = moved(menuOf(spec as MenuSpec, bundle), from, to);
  spec.navigation = entries.map((entry) => ({ ...entry })) as Draft<MenuEntry>[];
}

/** arrange changes how the menu has one form; false and undefined need no saying. */
export function arrange(spec: Draft<MenuSpec>, bundle: readonly Definition[], form: string, change: Partial<Omit<MenuEntry, 'form'>>): void {
  const entries = menuOf(spec as MenuSpec, bundle).map((entry) => {
    if (entry.form !== form) return { ...entry };
    const next: Record<string, unknown> = { ...entry, ...change };
    for (const name of ['group', 'hidden']) if (!next[name]) delete next[name];
    return next as unknown as MenuEntry;
  });
  spec.navigation = entries as Draft<MenuEntry>[];
}
