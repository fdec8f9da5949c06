/** What a step does with a field; `as_is` says nothing about it. */
export const permissions = ['as_is', 'hide', 'read', 'edit', 'ask', 'require'] as const;
export type Permission = (typeof permissions)[number];
export type StepFields = Partial<Record<Exclude<Permission, 'as_is'>, string[]>>;

/** permissionOf is what a step does with a field: what asks most of people wins. */
export function permissionOf(fields: StepFields, field: string): Permission {
  const found = (['hide', 'require', 'ask', 'read', 'edit'] as const).find((one) => fields[one]?.includes(field));
  return found ?? 'as_is';
}

/** permit says what a step does with a field. What is required may be filled in. */
export function permit(fields: StepFields, field: string, permission: Permission): StepFields {
  const left: StepFields = {};
  for (const name of ['edit', 'ask', 'read', 'require', 'hide'] as const) {
    const kept = (fields[name] ?? []).filter((one) => one !== field);
    if (name === permission || (name === 'edit' && permission === 'require')) kept.push(field);
    if (kept.length > 0) left[name] = kept;
  }
  return left;
}
