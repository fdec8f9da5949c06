// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formWords } from '../../form/words';
import { fields, type FieldContext, type FieldDefinition, type FieldInputProps } from '.';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const two = { options: [{ key: 'a', title: '甲', color: 'red' }, { key: 'b', title: '乙' }] };
const file = { id: 'f1', name: '截图.png', size: 2048, type: 'image/png', url: '/files/f1', image: true };

/** A value of each type with what a reader sees of it. A type without a line here fails the first test. */
const samples: Record<string, { value: unknown; seen: string; settings?: Record<string, unknown> }> = {
  text: { value: '登录慢', seen: '登录慢' },
  long_text: { value: '一\n二', seen: '一\n二' },
  number: { value: 1234.5, seen: '1,234.5 件', settings: { unit: '件' } },
  money: { value: -1234.5, seen: '-¥1,234.50', settings: { sign: '¥', decimals: 2 } },
  rating: { value: 4, seen: '4 / 5' },
  boolean: { value: false, seen: '否' },
  select: { value: 'a', seen: '甲', settings: two },
  multi_select: { value: ['a', 'b'], seen: '甲乙', settings: two },
  tags: { value: ['慢', '导出'], seen: '慢导出' },
  date: { value: '2026-03-04', seen: '2026年3月4日' },
  datetime: { value: '2026-03-04T01:30:00Z', seen: '2026年3月4日' },
  phone: { value: '13800138000', seen: '13800138000' },
  email: { value: 'a@b.cn', seen: 'a@b.cn' },
  user: { value: 'u_1', seen: '李雷' },
  department: { value: 'd_1', seen: '客服部' },
  relation: { value: 'c_1', seen: '云帆' },
  image: { value: [file], seen: '截图.png2 KB' },
  file: { value: [file], seen: '截图.png2 KB' },
  autonumber: { value: 'JY001', seen: 'JY001' },
  formula: { value: 12.5, seen: '12.50', settings: { result: 'number', decimals: 2 } },
  consent: { value: { given: true }, seen: '已同意' },
  percent: { value: 12.5, seen: '12.5%' },
  url: { value: 'https://example.com/help', seen: 'example.com/help' },
  time: { value: '09:30', seen: '09:30' },
  nps: { value: 0, seen: '0 / 10', settings: { low: '完全不可能', high: '极有可能' } },
  slider: { value: 25, seen: '25 分钟', settings: { min: 0, max: 60, step: 5, unit: '分钟', marks: [{ value: 0, title: '马上' }, { value: 60, title: '一小时' }] } },
  id_card: { value: '11010519491231002X', seen: '11010519491231002X' },
  date_range: { value: { start: '2026-03-04', end: '2026-03-06' }, seen: '2026年3月4日 至 2026年3月6日' },
  cascader: { value: ['app', 'login'], seen: '手机端 / 登录', settings: { options: [{ key: 'app', title: '手机端' }, { key: 'login', title: '登录', parent: 'app' }, { key: 'web', title: '网页端' }] } },
  address: { value: { province: '上海市', city: '上海市', district: '徐汇区', detail: '漕溪北路 1 号' }, seen: '上海市徐汇区漕溪北路 1 号', settings: { until: 'detail', regions: [['上海市', ['上海市']], ['广东省', ['广州市', '深圳市']]] } },
  signature: { value: [{ ...file, name: 'signature.png', url: '' }], seen: '已签名' },
  sub_table: { value: [{ item: '键盘', qty: 2 }], seen: '键盘2', settings: { fields: [{ key: 'item', type: 'text', title: '品名', required: true, settings: {} }, { key: 'qty', type: 'number', title: '数量', settings: {} }], formulas: [], min: 0, max: 5 } },
  rich_text: { value: { html: '<p>第一步：<strong>登录</strong></p>', text: '第一步：登录' }, seen: '第一步：登录' },
  rollup: { value: 1204.5, seen: '1,204.50 元', settings: { result: 'number', decimals: 2, unit: '元' } },
  hidden: { value: 'ch=qr', seen: 'ch=qr' },
};

const context: FieldContext = {
  language: 'zh',
  t: formWords('zh'),
  values: {},
  names: { u_1: '李雷', d_1: '客服部', c_1: '云帆' },
  upload: () => Promise.resolve(file),
  lookup: () => Promise.resolve([]),
};

let host: HTMLElement;
let root: Root;
beforeAll(() => fields.load(fields.types()));
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function definition(type: string): FieldDefinition {
  return { key: 'x', type, title: '标题', level: 'write', settings: samples[type]?.settings ?? {} };
}

function draw(type: string, more: Partial<FieldInputProps> = {}): void {
  const { Input } = fields.get(type);
  const props: FieldInputProps = { id: 'x-editor', labelId: 'x-label', field: definition(type), value: null, onChange: () => undefined, problems: [], context, ...more };
  act(() => root.render(<Input {...props} />));
}

const outputs = ['autonumber', 'formula', 'rollup'];
const typed = Object.keys(samples).filter((type) => type !== 'hidden' && !outputs.includes(type));

describe('every field type', () => {
  it('has a sample here', () => {
    expect(Object.keys(samples).sort()).toEqual(fields.types());
    const flagged = (flag: 'output' | 'bare') => fields.types().filter((type) => fields.get(type)[flag]);
    expect([flagged('output'), flagged('bare')]).toEqual([outputs, ['hidden']]);
  });

  it.each(Object.keys(samples))('%s reads its value, and says when there is none', (type) => {
    const { View } = fields.get(type);
    act(() => root.render(<View field={definition(type)} value={samples[type]!.value} context={context} />));
    expect(host.textContent).toContain(samples[type]!.seen);
    act(() => root.render(<View field={definition(type)} value={null} context={context} />));
    expect(host.textContent).toContain('未填写');
  });

  it.each(typed)('%s can be named, described and marked wrong', (type) => {
    draw(type, { value: samples[type]!.value, problems: [{ code: 'form.x', pointer: '' }], describedBy: 'x-error', required: true });
    const control = host.querySelector('#x-editor')!;
    expect(control, 'the label points at it').not.toBeNull();
    const described = host.querySelector('[aria-describedby="x-error"]');
    expect(described).not.toBeNull();
    const grouped = fields.get(type).grouped;
    if (typeof grouped === 'function' ? grouped(definition(type)) : grouped) expect(host.querySelector('[aria-labelledby^="x-label"]')).not.toBeNull();
    expect(host.querySelector('[aria-invalid="true"], [data-invalid]')).not.toBeNull();
  });

  it.each(outputs)('%s shows what was computed', (type) => {
    draw(type, { value: samples[type]!.value });
    expect(host.querySelector('output')?.textContent).toContain(samples[type]!.seen);
  });

  it.each(typed)('%s takes nothing while it is read-only', (type) => {
    const onChange = vi.fn();
    draw(type, { value: samples[type]!.value, readOnly: true, onChange });
    host.querySelectorAll<HTMLElement>('input, button, select').forEach((control) => act(() => control.click()));
    expect(onChange).not.toHaveBeenCalled();
  });
});

function enter(selector: string, text: string): void {
  const input = host.querySelector<HTMLInputElement>(selector)!;
  act(() => {
    const prototype = Object.getPrototypeOf(input) as object;
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('entering', () => {
  it.each([
    ['number', '１２', 12],
    ['number', '1,234.5', 1234.5],
    ['number', '一百', '一百'],
    ['number', '', null],
    ['money', '￥12.5', 12.5],
    ['date', '2026-03-04', '2026-03-04'],
  ])('%s: %s is %s', (type, text, value) => {
    const onChange = vi.fn();
    draw(type, { value: 7, onChange });
    enter('input', text);
    expect(onChange).toHaveBeenLastCalledWith(value);
  });

  it('says nothing is given until the box is ticked', () => {
    const consent = fields.get('consent');
    const field = definition('consent');
    expect([null, false, { given: false }, { given: true }, true].map((value) => consent.empty!(value, field))).toEqual([true, true, true, false, false]);
  });

  it('offers an archived option only where it was chosen', () => {
    const settings = { options: [{ key: 'old', title: '旧', archived: true }, { key: 'new', title: '新' }] };
    draw('select', { field: { ...definition('select'), settings } });
    expect(host.textContent).toBe('新');
    draw('select', { field: { ...definition('select'), settings }, value: 'old' });
    expect(host.textContent).toContain('旧');
  });
});
