// Generated from engine/testdata/catalog.json by `make generate`. Do not edit.

export const fields = [
  'autonumber',
  'boolean',
  'consent',
  'date',
  'datetime',
  'department',
  'email',
  'file',
  'formula',
  'hidden',
  'image',
  'long_text',
  'money',
  'multi_select',
  'number',
  'phone',
  'rating',
  'relation',
  'select',
  'tags',
  'text',
  'user',
] as const;
export type FieldType = (typeof fields)[number];

export const layout = [
  'columns',
  'notice',
  'page',
  'section',
] as const;
export type LayoutType = (typeof layout)[number];

export const nodes = [
  'decision',
  'end',
  'human',
  'notify',
  'set',
  'start',
] as const;
export type NodeType = (typeof nodes)[number];

export const actions = [
  'assign',
  'create_record',
  'notify',
  'set',
  'task',
  'transition',
  'update_record',
] as const;
export type ActionType = (typeof actions)[number];
