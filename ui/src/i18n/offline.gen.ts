// Generated from engine/problem/text by `make generate`. Do not edit.

export type ProblemCode =
  | 'client.offline'
  | 'client.timeout'
  | 'client.unreachable'
  | 'client.unreadable'
  | 'form.check'
  | 'form.choice.too_few'
  | 'form.choice.too_many'
  | 'form.date.invalid'
  | 'form.email.invalid'
  | 'form.field.required'
  | 'form.file.too_many'
  | 'form.number.invalid'
  | 'form.number.maximum'
  | 'form.number.minimum'
  | 'form.number.too_large'
  | 'form.phone.invalid'
  | 'form.phone.kind'
  | 'form.text.hint'
  | 'form.text.pattern'
  | 'form.text.too_long'
  | 'form.text.too_short';

export const zh: Record<ProblemCode, string> = {
  'client.offline': '您现在没有联网，连上网络后请再试一次',
  'client.timeout': '服务器太久没有回应，请再试一次',
  'client.unreachable': '连不上服务器，请检查网络后再试',
  'client.unreadable': '服务器的回答无法识别，请刷新页面后再试',
  'form.check': '{message}',
  'form.choice.too_few': '请至少选 {min} 个',
  'form.choice.too_many': '最多选 {max} 个',
  'form.date.invalid': '请填写正确的日期，如 2026-03-04',
  'form.email.invalid': '请填写正确的邮箱地址，如 name@example.com',
  'form.field.required': '请填写“{title}”',
  'form.file.too_many': '最多上传 {max} 个文件',
  'form.number.invalid': '请填写数字',
  'form.number.maximum': '不能大于 {max}',
  'form.number.minimum': '不能小于 {min}',
  'form.number.too_large': '数字太大，最大 {max}',
  'form.phone.invalid': '请填写正确的电话号码，如 13800138000 或 010-66554433',
  'form.phone.kind': '这种号码不可用，可用的有：{allowed}',
  'form.text.hint': '{hint}',
  'form.text.pattern': '格式不正确',
  'form.text.too_long': '最多 {max} 个字，现在有 {actual} 个',
  'form.text.too_short': '至少 {min} 个字，现在有 {actual} 个',
};

export const en: Record<ProblemCode, string> = {
  'client.offline': 'You are offline. Please try again when you are connected',
  'client.timeout': 'The server took too long to answer. Please try again',
  'client.unreachable': 'The server cannot be reached. Please check the network and try again',
  'client.unreadable': 'The server sent an answer this page cannot read. Please reload and try again',
  'form.check': '{message}',
  'form.choice.too_few': 'Please choose at least {min}',
  'form.choice.too_many': 'Please choose at most {max}',
  'form.date.invalid': 'Please enter a date such as 2026-03-04',
  'form.email.invalid': 'Please enter one mail address such as name@example.com',
  'form.field.required': 'Please fill in "{title}"',
  'form.file.too_many': 'At most {max} files',
  'form.number.invalid': 'Please enter a number',
  'form.number.maximum': 'Must be at most {max}',
  'form.number.minimum': 'Must be at least {min}',
  'form.number.too_large': 'The number is too large; at most {max}',
  'form.phone.invalid': 'Please enter a phone number such as 13800138000 or +14155550123',
  'form.phone.kind': 'This kind of number is not accepted; accepted are: {allowed}',
  'form.text.hint': '{hint}',
  'form.text.pattern': 'The format is wrong',
  'form.text.too_long': 'At most {max} characters, there are {actual}',
  'form.text.too_short': 'At least {min} characters, there are {actual}',
};
