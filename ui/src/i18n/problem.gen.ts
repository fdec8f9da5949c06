// Generated from engine/problem/text by `make generate`. Do not edit.

export type ProblemCode =
  | 'client.offline'
  | 'client.timeout'
  | 'client.unreachable'
  | 'client.unreadable'
  | 'internal'
  | 'json.duplicate_key'
  | 'json.invalid'
  | 'json.number_range'
  | 'json.too_deep'
  | 'json.too_large'
  | 'schema.ambiguous'
  | 'schema.const'
  | 'schema.draft_unsupported'
  | 'schema.endless'
  | 'schema.enum'
  | 'schema.exclusive_maximum'
  | 'schema.exclusive_minimum'
  | 'schema.forbidden'
  | 'schema.format'
  | 'schema.format_unknown'
  | 'schema.invalid'
  | 'schema.keyword_invalid'
  | 'schema.keyword_unknown'
  | 'schema.max_contains'
  | 'schema.max_items'
  | 'schema.max_length'
  | 'schema.max_properties'
  | 'schema.maximum'
  | 'schema.min_contains'
  | 'schema.min_items'
  | 'schema.min_length'
  | 'schema.min_properties'
  | 'schema.minimum'
  | 'schema.multiple_of'
  | 'schema.no_match'
  | 'schema.not'
  | 'schema.not_json'
  | 'schema.pattern'
  | 'schema.property_name'
  | 'schema.ref_outside'
  | 'schema.required'
  | 'schema.required_with'
  | 'schema.type'
  | 'schema.unique_items'
  | 'schema.unknown_property';

export const zh: Record<ProblemCode, string> = {
  'client.offline': '您现在没有联网，连上网络后请再试一次',
  'client.timeout': '服务器太久没有回应，请再试一次',
  'client.unreachable': '连不上服务器，请检查网络后再试',
  'client.unreadable': '服务器的回答无法识别，请刷新页面后再试',
  'internal': '系统出错了，请稍后再试；错误编号 {id}',
  'json.duplicate_key': '属性 {name} 写了两次',
  'json.invalid': '第 {line} 行第 {column} 列不是合法的 JSON',
  'json.number_range': '数字太大或太长',
  'json.too_deep': '嵌套太深：最多 {max} 层',
  'json.too_large': '内容太大：最多 {max} 字节，实际 {size} 字节',
  'schema.ambiguous': '这个值同时符合几种互斥的写法',
  'schema.const': '只能是 {limit}',
  'schema.draft_unsupported': '不支持 JSON Schema 版本 {draft}，请使用 2020-12',
  'schema.endless': '检查规则互相引用，没有尽头',
  'schema.enum': '只能是：{allowed}',
  'schema.exclusive_maximum': '必须小于 {limit}',
  'schema.exclusive_minimum': '必须大于 {limit}',
  'schema.forbidden': '这里不能有 {name}',
  'schema.format': '格式不正确，应为 {format}',
  'schema.format_unknown': '未知的格式 {format}',
  'schema.invalid': '不符合 {keyword} 的要求',
  'schema.keyword_invalid': 'JSON Schema 写法不正确：{detail}',
  'schema.keyword_unknown': '未知的关键字 {name}',
  'schema.max_contains': '最多只能有 {limit} 项符合要求',
  'schema.max_items': '最多 {limit} 项',
  'schema.max_length': '最多 {limit} 个字',
  'schema.max_properties': '最多 {limit} 个属性',
  'schema.maximum': '不能大于 {limit}',
  'schema.min_contains': '至少要有 {limit} 项符合要求',
  'schema.min_items': '至少 {limit} 项',
  'schema.min_length': '至少 {limit} 个字',
  'schema.min_properties': '至少要有 {limit} 个属性',
  'schema.minimum': '不能小于 {limit}',
  'schema.multiple_of': '必须是 {limit} 的倍数',
  'schema.no_match': '这个值不符合任何一种允许的写法',
  'schema.not': '这个值被排除了',
  'schema.not_json': '这个值无法写成 JSON',
  'schema.pattern': '不符合规定的写法 {limit}',
  'schema.property_name': '名称 {name} 不符合要求',
  'schema.ref_outside': '引用 {ref} 指向文档之外',
  'schema.required': '缺少 {name}',
  'schema.required_with': '填写了 {with} 时，必须填写 {name}',
  'schema.type': '应为 {expected}，实际是 {actual}',
  'schema.unique_items': '不能有重复的项',
  'schema.unknown_property': '未知的属性 {name}',
};

export const en: Record<ProblemCode, string> = {
  'client.offline': 'You are offline. Please try again when you are connected',
  'client.timeout': 'The server took too long to answer. Please try again',
  'client.unreachable': 'The server cannot be reached. Please check the network and try again',
  'client.unreadable': 'The server sent an answer this page cannot read. Please reload and try again',
  'internal': 'Something went wrong on our side. Please try again; error id {id}',
  'json.duplicate_key': 'The property {name} is written twice',
  'json.invalid': 'Line {line}, column {column} is not valid JSON',
  'json.number_range': 'The number is too large or too long',
  'json.too_deep': 'Nested too deeply: at most {max} levels',
  'json.too_large': 'The content is too large: at most {max} bytes, this has {size}',
  'schema.ambiguous': 'This value matches several alternatives that exclude each other',
  'schema.const': 'Must be {limit}',
  'schema.draft_unsupported': 'JSON Schema version {draft} is not supported, use 2020-12',
  'schema.endless': 'The rules of this document refer to each other without end',
  'schema.enum': 'Must be one of: {allowed}',
  'schema.exclusive_maximum': 'Must be less than {limit}',
  'schema.exclusive_minimum': 'Must be more than {limit}',
  'schema.forbidden': '{name} is not allowed here',
  'schema.format': 'The format is wrong, expected {format}',
  'schema.format_unknown': 'Unknown format {format}',
  'schema.invalid': 'Does not satisfy {keyword}',
  'schema.keyword_invalid': 'The JSON Schema is not correct here: {detail}',
  'schema.keyword_unknown': 'Unknown keyword {name}',
  'schema.max_contains': 'At most {limit} items may match',
  'schema.max_items': 'At most {limit} items',
  'schema.max_length': 'At most {limit} characters',
  'schema.max_properties': 'At most {limit} properties',
  'schema.maximum': 'Must be at most {limit}',
  'schema.min_contains': 'At least {limit} items must match',
  'schema.min_items': 'At least {limit} items',
  'schema.min_length': 'At least {limit} characters',
  'schema.min_properties': 'At least {limit} properties',
  'schema.minimum': 'Must be at least {limit}',
  'schema.multiple_of': 'Must be a multiple of {limit}',
  'schema.no_match': 'This value matches none of the allowed alternatives',
  'schema.not': 'This value is excluded',
  'schema.not_json': 'This value cannot be written as JSON',
  'schema.pattern': 'Does not match the pattern {limit}',
  'schema.property_name': 'The name {name} is not allowed',
  'schema.ref_outside': 'The reference {ref} leaves the document',
  'schema.required': '{name} is missing',
  'schema.required_with': '{name} is required when {with} is given',
  'schema.type': 'Expected {expected}, this is {actual}',
  'schema.unique_items': 'Items must not repeat',
  'schema.unknown_property': 'Unknown property {name}',
};
