/** What the server says about users and departments, and what the administrator's screens work out of it. */

export interface Named {
  id: string;
  name: string;
}

export type MemberState = 'active' | 'invited' | 'away' | 'inactive';

export interface Absence {
  substitute: string;
  from: string;
  to: string;
}

/** What is entered about a user. */
export interface Profile {
  name: string;
  login: string;
  email: string;
  language: string;
  department: string;
  /** `app/role` */
  roles: readonly string[];
  admin: boolean;
  away: Absence | null;
}

export interface Member extends Profile {
  id: string;
  rev: number;
  state: MemberState;
  departmentName: string;
  substitute: Named | null;
  created: string;
  invited: string | null;
  self: boolean;
}

export interface Branch {
  id: string;
  rev: number;
  name: string;
  parent: string;
  head: Named | null;
  /** Active people in it, and in it with everything below. */
  own: number;
  total: number;
}

export interface RoleGroup {
  app: string;
  title: string;
  roles: readonly RoleChoice[];
}

/** A role to give to somebody, with what it lets them do. */
export interface RoleChoice {
  key: string;
  title: string;
  /** What it is for. */
  text?: string;
  forms?: readonly { title: string; actions: readonly string[]; scope: string }[];
  grants?: readonly string[];
}

/** A profile with nothing in it yet. */
export const nobodyYet: Profile = { name: '', login: '', email: '', language: '', department: '', roles: [], admin: false, away: null };

/** profileOf keeps of a user what can be sent back. */
export function profileOf(member: Profile): Profile {
  const { name, login, email, language, department, roles, admin, away } = member;
  return { name, login, email, language, department, roles, admin, away };
}

export interface Twig {
  branch: Branch;
  /** How deep it stands; the top is 0. */
  depth: number;
}

/** treeOf lists departments so that each stands below its parent. What hangs below something unknown stands on top. */
export function treeOf(branches: readonly Branch[]): Twig[] {
  const known = new Set(branches.map((branch) => branch.id));
  const out: Twig[] = [];
  const seen = new Set<string>();
  const add = (parent: string, depth: number) => {
    for (const branch of branches) {
      const above = known.has(branch.parent) ? branch.parent : '';
      if (above !== parent || seen.has(branch.id)) continue;
      seen.add(branch.id);
      out.push({ branch, depth });
      add(branch.id, depth + 1);
    }
  };
  add('', 0);
  return out;
}

/** placesFor lists where a department can be moved: everywhere but below itself. */
export function placesFor(branches: readonly Branch[], id: string): Twig[] {
  const tree = treeOf(branches);
  const start = tree.findIndex((twig) => twig.branch.id === id);
  if (start < 0) return tree;
  let end = start + 1;
  while (end < tree.length && tree[end]!.depth > tree[start]!.depth) end++;
  return [...tree.slice(0, start), ...tree.slice(end)];
}

/** indented shows in a flat list how deep something stands. */
export function indented(twig: Twig): string {
  return '\u2003'.repeat(twig.depth) + twig.branch.name;
}

/** withRole adds a role or takes it away, in the order in which the server keeps them. */
export function withRole(roles: readonly string[], role: string, held: boolean): string[] {
  const rest = roles.filter((one) => one !== role);
  return (held ? [...rest, role] : rest).sort();
}

/** roleNames says which roles somebody has; one that no app knows any more is named by its key. */
export function roleNames(roles: readonly string[], groups: readonly RoleGroup[]): string[] {
  const titles = new Map(groups.flatMap((group) => group.roles.map((role) => [role.key, role.title] as const)));
  return roles.map((role) => titles.get(role) ?? role);
}

const two = (n: number) => String(n).padStart(2, '0');

/** dayOf is the day that a moment falls on here, as date inputs write it; `before` takes the moment before it. */
export function dayOf(moment: string, before = false): string {
  const at = new Date(new Date(moment).getTime() - (before ? 1 : 0));
  if (Number.isNaN(at.getTime()) || at.getFullYear() < 2000) return '';
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** startOf is the moment a day begins here, `after` when it is over; an empty day has no moment, which the server refuses. */
export function startOf(day: string, after = false): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return '0001-01-01T00:00:00Z';
  return new Date(year, month - 1, date + (after ? 1 : 0)).toISOString();
}
