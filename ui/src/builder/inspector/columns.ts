import { say, type Language, type Text } from '../../i18n/text';
import type { Definition } from '../../model/design';
import { optionsOf } from '../../model/formdraft';
import { living, type FieldSpec, type FormSpec } from '../../model/formdesign';
import type { Column } from '../../model/list';
import { definitionsOf, partsOf, processOf } from './references';

/** What every condition can ask beside the fields, with its type. */
const system: readonly [field: string, type: string, title: Text][] = [
  ['record.status', 'status', { zh: '状态', en: 'Status' }],
  ['record.no', 'text', { zh: '编号', en: 'Number' }],
  ['record.title', 'text', { zh: '记录标题', en: 'Record title' }],
  ['record.owner', 'user', { zh: '负责人', en: 'Owner' }],
  ['record.submitter', 'user', { zh: '提交人', en: 'Submitter' }],
  ['record.createdBy', 'user', { zh: '创建人', en: 'Created by' }],
  ['record.channel', 'text', { zh: '来源', en: 'Channel' }],
  ['record.resolution', 'text', { zh: '处理结果', en: 'Resolution' }],
  ['record.createdAt', 'datetime', { zh: '创建时间', en: 'Created' }],
  ['record.updatedAt', 'datetime', { zh: '更新时间', en: 'Updated' }],
  ['record.statusSince', 'datetime', { zh: '进入当前状态的时间', en: 'In this status since' }],
  ['record.due', 'datetime', { zh: '到期时间', en: 'Due' }],
  ['record.promisesOpen', 'number', { zh: '未兑现的承诺数', en: 'Open promises' }],
  ['record.duplicates', 'number', { zh: '重复记录数', en: 'Duplicates' }],
  ['user.id', 'user', { zh: '当前用户', en: 'Current user' }],
  ['user.kind', 'select', { zh: '填写的人', en: 'Who fills it' }],
  ['user.department', 'department', { zh: '当前用户的部门', en: 'Department of the user' }],
  ['user.roles', 'multi_select', { zh: '当前用户的角色', en: 'Roles of the user' }],
  ['today', 'date', { zh: '今天', en: 'Today' }],
  ['now', 'datetime', { zh: '现在', en: 'Now' }],
  ['working', 'boolean', { zh: '正在上班时间', en: 'Working hours now' }],
];

/** How values are compared, by the type of the field: the operators of engine/query that its kind allows. */
const ops: Readonly<Record<string, readonly string[]>> = {
  text: ['eq', 'ne', 'contains', 'notContains', 'containsAny', 'startsWith', 'in', 'notIn', 'empty', 'notEmpty'],
  ordered: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'notEmpty'],
  boolean: ['eq', 'ne', 'empty', 'notEmpty'],
  one: ['eq', 'ne', 'in', 'notIn', 'empty', 'notEmpty'],
  several: ['has', 'hasAny', 'hasAll', 'hasNone', 'empty', 'notEmpty'],
  thing: ['empty', 'notEmpty'],
};

const kinds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['number', 'money', 'percent', 'rating', 'nps', 'slider', 'formula', 'rollup', 'date', 'datetime', 'time'].map((type) => [type, 'ordered'])),
  ...Object.fromEntries(['select', 'user', 'department', 'relation', 'status'].map((type) => [type, 'one'])),
  ...Object.fromEntries(['multi_select', 'tags', 'cascader'].map((type) => [type, 'several'])),
  ...Object.fromEntries(['file', 'image', 'signature', 'address', 'date_range', 'rich_text', 'sub_table'].map((type) => [type, 'thing'])),
  boolean: 'boolean',
};

/** comparisons lists how a field can be compared. */
function comparisons(type: string, several: boolean): readonly string[] {
  const kind = kinds[type] ?? 'text';
  return ops[several && kind === 'one' ? 'several' : kind]!;
}

interface Wanted {
  /** What every record and the user have, beside the fields. */
  system?: boolean;
  /** Operators about what changed. */
  change?: boolean;
}

/** columnsOf is what conditions about a form may name, with the words of its choices. */
export function columnsOf(bundle: readonly Definition[], form: string, language: Language, { system: all = false, change }: Wanted = {}): Column[] {
  const found = bundle.find((one) => one.kind === 'form' && one.key === form);
  const fields = found ? living(found.spec as unknown as FormSpec).flatMap((field) => columnOf(field, bundle, language, change)) : [];
  const process = processOf(bundle, { kind: 'form', key: form, title: '', schemaVersion: 1, spec: found?.spec ?? {} });
  const text = ({ value, label }: { value: string; label: string }) => ({ value, text: label });
  const whom = [{ value: 'user', text: say({ zh: '内部员工', en: 'Staff' }, language) }, { value: 'customer', text: say({ zh: '外部客户', en: 'A customer' }, language) }];
  const choices: Readonly<Record<string, { value: string; text: string }[]>> = {
    'user.kind': whom,
    'record.status': partsOf(process, 'statuses', language).map(text),
    'user.roles': definitionsOf(bundle, 'role', language).map(text),
  };
  const more = system.slice(0, all ? system.length : 1).map(([field, type, title]): Column => ({ field, type, title: say(title, language), filter: { ops: comparisons(type, false), options: choices[field], change: change && field.startsWith('record.') } }));
  return [...fields, ...more];
}

function columnOf(field: FieldSpec, bundle: readonly Definition[], language: Language, change?: boolean): Column[] {
  const title = say(field.title, language) || field.key;
  // Whether somebody agreed is the one part of a consent that is asked about.
  if (field.type === 'consent') return [{ field: `${field.key}.given`, type: 'boolean', title, filter: { ops: ops.boolean!, change } }];
  const options = optionsOf(field, bundle, language)?.map((option) => ({ value: option.key, text: option.title, color: option.color }));
  return [{ field: field.key, type: field.type, title, filter: { ops: comparisons(field.type, field.settings?.multiple === true), options, change } }];
}
