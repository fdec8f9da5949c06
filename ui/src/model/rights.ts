/** What roles may do, as the server works it out from their definitions. */

export interface FieldRule {
  field: string;
  title: string;
  level: 'hidden' | 'masked' | 'read' | 'write';
  personal: boolean;
}

export interface FormRule {
  form: string;
  title: string;
  actions: readonly string[];
  scope: string;
  conditions?: readonly string[];
  fields: readonly FieldRule[];
}

export interface RoleView {
  key: string;
  title: string;
  grants: readonly string[];
  people: number;
  forms: readonly FormRule[];
}

/** usualLevel is the level most fields of a form have: only the others are worth a word each. */
export function usualLevel(fields: readonly FieldRule[]): FieldRule['level'] | undefined {
  const counts = new Map<FieldRule['level'], number>();
  for (const { level } of fields) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** exceptions are the fields that differ from the usual, by level. */
export function exceptions(fields: readonly FieldRule[]): [FieldRule['level'], FieldRule[]][] {
  const usual = usualLevel(fields);
  const out = new Map<FieldRule['level'], FieldRule[]>();
  for (const field of fields) if (field.level !== usual) out.set(field.level, [...(out.get(field.level) ?? []), field]);
  return [...out];
}

/** reachable are the forms on which a role may do anything. */
export function reachable(role: RoleView): FormRule[] {
  return role.forms.filter((form) => form.actions.length > 0);
}
