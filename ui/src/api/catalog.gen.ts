// Generated from engine/testdata/catalog.json by `make generate`. Do not edit.

export const fields = [
  'address',
  'autonumber',
  'boolean',
  'cascader',
  'consent',
  'date',
  'date_range',
  'datetime',
  'department',
  'email',
  'file',
  'formula',
  'hidden',
  'id_card',
  'image',
  'long_text',
  'money',
  'multi_select',
  'nps',
  'number',
  'percent',
  'phone',
  'rating',
  'relation',
  'rich_text',
  'rollup',
  'select',
  'signature',
  'slider',
  'sub_table',
  'tags',
  'text',
  'time',
  'url',
  'user',
] as const;
export type FieldType = (typeof fields)[number];

export const layout = [
  'columns',
  'divider',
  'notice',
  'page',
  'section',
  'tabs',
] as const;
export type LayoutType = (typeof layout)[number];

export const nodes = [
  'call',
  'cc',
  'decision',
  'end',
  'fork',
  'human',
  'join',
  'notify',
  'set',
  'start',
  'wait',
] as const;
export type NodeType = (typeof nodes)[number];

export const actions = [
  'assign',
  'cc',
  'create_record',
  'notify',
  'set',
  'task',
  'transition',
  'update_record',
] as const;
export type ActionType = (typeof actions)[number];
