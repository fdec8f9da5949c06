import { describe, expect, it } from 'vitest';
import { checkCount, checkDate, checkEmail, checkNumber, checkPhone, checkText, half, round } from './checks';
import type { FormField } from './formview';

const field = (settings: Record<string, unknown> = {}): FormField => ({ key: 'x', type: 'x', title: 'X', level: 'write', settings });
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code).join();

describe('checks of values, as the server makes them', () => {
  it.each([
    ['👍👍👍', { maxLength: 3 }, ''],
    ['一二三四', { maxLength: 3 }, 'form.text.too_long'],
    ['  太短  ', { minLength: 5 }, 'form.text.too_short'],
    ['ab1', { pattern: '^[A-Z]+$' }, 'form.text.pattern'],
    ['ab1', { pattern: '^[A-Z]+$', hint: '大写' }, 'form.text.hint'],
    ['x', { pattern: '(?P<go>only)' }, ''],
  ])('text %s %j: %s', (value, settings, want) => {
    expect(codes(checkText(value, field(settings)))).toBe(want);
  });

  it.each([
    ['many', {}, 'form.number.invalid'],
    [11, { max: 10 }, 'form.number.maximum'],
    [10.004, { max: 10, decimals: 2 }, ''],
    [-1, { min: 0 }, 'form.number.minimum'],
    [2 ** 54, {}, 'form.number.too_large'],
  ])('number %s %j: %s', (value, settings, want) => {
    expect(codes(checkNumber(value, field(settings)))).toBe(want);
  });

  it.each([
    ['13800138000', [], ''],
    ['+86 138 0013-8000', [], ''],
    ['（010）6655 4433', [], ''],
    ['0755-12345678转801', [], 'form.phone.invalid'],
    ['0755-22345678转801', [], ''],
    ['4001234567', [], ''],
    ['+1 (415) 555-0123', [], ''],
    ['0044 20 7946 0958', [], ''],
    ['1380013800', [], 'form.phone.invalid'],
    ['010-66554433', ['mobile'], 'form.phone.kind'],
  ])('phone %s allowing %j: %s', (value, allow, want) => {
    expect(codes(checkPhone(value, field({ allow })))).toBe(want);
  });

  it.each([
    ['Li.Lei@Example.COM', ''],
    [' li＠example.com ', ''],
    ['li@localhost', 'form.email.invalid'],
    ['a@b.cn,c@d.cn', 'form.email.invalid'],
    [`${'x'.repeat(65)}@b.cn`, 'form.email.invalid'],
  ])('e-mail %s: %s', (value, want) => {
    expect(codes(checkEmail(value))).toBe(want);
  });

  it.each([
    ['2026-03-04', {}, ''],
    ['0999-03-04', {}, 'form.date.invalid'],
    ['2025-12-31', { min: '2026-01-01' }, 'form.date.minimum'],
    ['2026-12-31', { max: '2026-01-01' }, 'form.date.maximum'],
  ])('date %s %j: %s', (value, settings, want) => {
    expect(codes(checkDate(value, field(settings)))).toBe(want);
  });

  it('counts choices', () => {
    expect(codes(checkCount(['a'], field({ min: 2 })))).toBe('form.choice.too_few');
    expect(codes(checkCount(['a', 'b'], field({ max: 1 })))).toBe('form.choice.too_many');
  });

  it('rounds half away from zero on decimal digits', () => {
    expect([round(1.005, 2), round(-1.005, 2), round(2.5, 0), round(1e-9, 2), round(12.345, 2)]).toEqual([1.01, -1.01, 3, 0, 12.35]);
  });

  it('reads what Chinese input methods leave', () => {
    expect(half(' １２３ＡＢ＠。 ')).toBe('123AB@。');
  });
});
