// Generated from engine/problem/text by `make generate`. Do not edit.

export const sentences: Readonly<Record<string, string>> = {
  'form.address.incomplete': '请把地址填写完整',
  'form.cascader.incomplete': '请选到最后一级',
  'form.date_range.incomplete': '开始和结束日期都要填写',
  'form.date_range.order': '结束日期不能早于开始日期',
  'form.date_range.too_long': '最多 {max} 天',
  'form.id_card.check': '身份证号的校验码不对，请核对每一位',
  'form.id_card.invalid': '请填写 18 位居民身份证号',
  'form.nps.invalid': '请选 0 到 10 之间的整数',
  'form.slider.step': '请填写从 {min} 起每 {step} 一档的数',
  'form.sub_table.too_few': '至少填 {min} 行',
  'form.sub_table.too_many': '最多 {max} 行',
  'form.time.invalid': '请填写正确的时刻，如 09:30',
  'form.time.maximum': '不能晚于 {max}',
  'form.time.minimum': '不能早于 {min}',
  'form.url.host': '只能填写这些网站的网址：{allowed}',
  'form.url.invalid': '请填写正确的网址，如 https://example.com',
};
