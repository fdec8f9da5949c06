import type { BoardEntry } from './dashboard';

/** What the server says about the person in front of the console and what they may open. */

export interface User {
  id: string;
  name: string;
  login: string;
  email?: string;
  language?: string;
  department?: string;
  roles?: readonly string[];
  admin?: boolean;
  mustChangePassword?: boolean;
  /** The first steps of an installation were put away. */
  started?: boolean;
}

export interface MenuView {
  key: string;
  title: string;
}

/** One form of an app as this person may use it. */
export interface MenuForm {
  form: string;
  title: string;
  icon?: string;
  /** The heading it stands under in the menu. */
  group?: string;
  /** May be opened, but the menu does not have it. */
  hidden?: boolean;
  /** What may be done: create, read, update, delete, export … */
  actions: readonly string[];
  views?: readonly MenuView[];
  process?: boolean;
}

export interface AppEntry {
  key: string;
  title: string;
  timeZone?: string;
  release?: number;
  /** Nobody works with it before its first publish. */
  draft?: boolean;
  forms: readonly MenuForm[];
  boards?: readonly BoardEntry[];
  /** Rights that are not about one form: design, publish, messages … */
  grants?: readonly string[];
}

export interface Session {
  user: User;
  apps: readonly AppEntry[];
  mode?: string;
  languages?: readonly string[];
}

/** appOf finds an app of the session by key. */
export function appOf(session: Session | undefined, app: string): AppEntry | undefined {
  return session?.apps.find((one) => one.key === app);
}

/** formOf finds a form the person may open. */
export function formOf(session: Session | undefined, app: string, form: string): MenuForm | undefined {
  return appOf(session, app)?.forms.find((one) => one.form === form);
}

/** formsOf lists an app's forms as the menu shows them; they come in its order. */
export function formsOf(app: AppEntry): MenuForm[] {
  return app.forms.filter((form) => !form.hidden);
}

/** deletable are the forms of an app whose records the person may delete, and restore. */
export function deletable(app: AppEntry): MenuForm[] {
  return app.forms.filter((form) => form.actions.includes('delete'));
}

/** grouped gathers what stands under one heading, in the order of the headings' first; what has none comes first. */
export function grouped<T extends { group?: string }>(items: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>([['', []]]);
  for (const item of items) {
    const group = item.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...groups].filter(([, list]) => list.length > 0);
}

/** may tells whether a form's action is offered to the person; the server decides again when it is used. */
export function may(form: MenuForm | undefined, action: string): boolean {
  return form?.actions.includes(action) ?? false;
}

/**
 * granted tells whether the person holds a right, in one app or in any; administrators hold all of them, and
 * `installation` is what only they hold. `delete` is held by whoever may delete records of some form.
 */
export function granted(session: Session | undefined, right: string, app?: string): boolean {
  if (!session) return false;
  if (session.user.admin) return true;
  if (right === 'installation') return false;
  if (right === 'delete') return session.apps.some((one) => (app === undefined || one.key === app) && deletable(one).length > 0);
  return session.apps.some((one) => (app === undefined || one.key === app) && (one.grants ?? []).includes(right));
}
