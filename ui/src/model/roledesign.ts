import type { Draft } from 'immer';
import type { ConditionTree } from './formview';

/** The spec of a role as it is stored. */
export type FieldLevel = 'hidden' | 'masked' | 'read' | 'write';
export type RowScope = 'own' | 'department' | 'subtree' | 'all' | { condition: ConditionTree };

export interface Permission {
  key?: string;
  form: string;
  actions: string[];
  scope: RowScope;
  fields?: Record<string, FieldLevel>;
  fieldsDefault?: FieldLevel;
}

export interface RoleSpec {
  permissions?: Permission[];
  grants?: string[];
}

/** What may be done with records, and rights that are about no form, in the order people think of them. */
export const actions = ['read', 'create', 'update', 'comment', 'assign', 'export', 'delete'] as const;
export const grants = ['design', 'publish', 'admin', 'messages', 'unmask', 'export', 'tokens'] as const;
export const scopes = ['own', 'department', 'subtree', 'all'] as const;
export const levels = ['hidden', 'masked', 'read', 'write'] as const;

/** allow lets a role do one thing more or less with the records of a form; without anything left it may not see the form. */
export function allow(spec: Draft<RoleSpec>, form: string, action: string, on: boolean): void {
  spec.permissions ??= [];
  const own = spec.permissions.find((one) => one.form === form);
  if (!own) {
    if (on) spec.permissions.push({ key: form === '*' ? 'every_form' : form, form, actions: actions.filter((one) => one === 'read' || one === action), scope: 'all', fieldsDefault: action === 'read' ? 'read' : 'write' });
    return;
  }
  const next = new Set(own.actions);
  if (on) next.add(action);
  else next.delete(action);
  // Whoever could only read so far changes or makes records from now on: for that there must be fields to write.
  const writes = own.fieldsDefault === 'write' || Object.values(own.fields ?? {}).includes('write');
  if (on && (action === 'update' || action === 'create') && !writes) own.fieldsDefault = 'write';
  // Nobody works on what they cannot read.
  if (on) next.add('read');
  if (!on && action === 'read') next.clear();
  own.actions = actions.filter((one) => next.has(one));
  if (own.actions.length === 0) spec.permissions = spec.permissions.filter((one) => one !== own);
}

/** setLevel says what a role may do with one field; the level all others have needs no saying. */
export function setLevel(permission: Draft<Permission>, field: string, level: FieldLevel | undefined): void {
  permission.fields ??= {};
  if (level === undefined || level === (permission.fieldsDefault ?? 'read')) delete permission.fields[field];
  else permission.fields[field] = level;
  if (Object.keys(permission.fields).length === 0) delete permission.fields;
}
