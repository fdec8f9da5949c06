import type { Problem } from '../api/problem';
import { compareText } from './condition';
import type { FormField } from './formview';

/** The checks of single values that browser and server share, with the server's codes. Pointers are the field's own. */

const refuse = (code: string, params?: Record<string, unknown>): Problem[] => [{ code, pointer: '', params }];

function limit(field: FormField, name: string): number | undefined {
  const value = field.settings?.[name];
  return typeof value === 'number' ? value : undefined;
}

/** checkText: length in characters, not UTF-16 units, and the pattern with its hint. */
export function checkText(value: unknown, field: FormField): Problem[] {
  if (typeof value !== 'string') return [];
  const text = field.settings?.trim === false ? value : value.trim();
  const actual = [...text].length;
  const min = limit(field, 'minLength');
  const max = limit(field, 'maxLength');
  const problems: Problem[] = [];
  if (min !== undefined && actual < min) problems.push(...refuse('form.text.too_short', { min, actual }));
  if (max !== undefined && actual > max) problems.push(...refuse('form.text.too_long', { max, actual }));
  if (!matches(text, field.settings?.pattern)) {
    const hint = field.settings?.hint;
    problems.push(...(hint ? refuse('form.text.hint', { hint }) : refuse('form.text.pattern')));
  }
  return problems;
}

function matches(text: string, pattern: unknown): boolean {
  if (typeof pattern !== 'string' || pattern === '') return true;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    // Go's dialect knows things the browser does not; then only the server checks.
    return true;
  }
}

/** checkNumber: what could not be read as a number is still text here. units is how many of the smallest make one. */
export function checkNumber(value: unknown, field: FormField, units = 1): Problem[] {
  if (typeof value !== 'number') return refuse('form.number.invalid');
  const min = limit(field, 'min');
  const max = limit(field, 'max');
  const largest = Math.floor(Number.MAX_SAFE_INTEGER / units);
  const decimals = limit(field, 'decimals');
  const number = decimals === undefined ? value : round(value, decimals);
  if (Math.abs(number) > largest) return refuse('form.number.too_large', { max: largest });
  if (min !== undefined && number < min) return refuse('form.number.minimum', { min });
  return max !== undefined && number > max ? refuse('form.number.maximum', { max }) : [];
}

/** checkDate: dates are ISO text of the years 1000 to 9999, which sorts as time does. */
export function checkDate(value: unknown, field: FormField): Problem[] {
  const text = String(value);
  const { min, max } = field.settings ?? {};
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return refuse('form.date.invalid');
  if (typeof min === 'string' && min && compareText(text, min) < 0) return refuse('form.date.minimum', { min });
  return typeof max === 'string' && max && compareText(text, max) > 0 ? refuse('form.date.maximum', { max }) : [];
}

const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const local = "[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+";
const email = new RegExp(`^${local}(\\.${local})*@(${label}\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$`);

export function checkEmail(value: unknown): Problem[] {
  const text = half(value);
  return text.indexOf('@') <= 64 && text.length <= 254 && email.test(text) ? [] : refuse('form.email.invalid');
}

/** checkPhone takes numbers however they are spaced; the server brings them into one form. */
export function checkPhone(value: unknown, field: FormField): Problem[] {
  const kind = phoneKind(half(value));
  const allowed = (field.settings?.allow ?? []) as string[];
  if (kind === '') return refuse('form.phone.invalid');
  return allowed.length === 0 || allowed.includes(kind) ? [] : refuse('form.phone.kind', { allowed });
}

const mobile = /^1[3-9]\d{9}$/;
const service = /^[48]00\d{7}$/;
const landline = /^0(10|2\d|[3-9]\d{2})[2-9]\d{6,7}(x\d{1,6})?$/;

/** phoneKind is mobile, landline or international; empty for what is no number. */
function phoneKind(text: string): string {
  let plain = text.replace(/转|分机|ext\.?|EXT|X|#/g, 'x').replace(/[—–]/g, '-');
  plain = plain.replace(/^(0\d{2,3}-?\d{7,8})-(\d{1,6})$/, '$1x$2').replace(/[\s\-().·]/g, '').replace(/^00/, '+');
  if (plain.startsWith('+86')) {
    plain = plain.slice(3).replace(/^0/, '');
    if (!mobile.test(plain) && !service.test(plain)) plain = `0${plain}`;
  } else if (mobile.test(plain.replace(/^86/, ''))) plain = plain.replace(/^86/, '');
  if (mobile.test(plain)) return 'mobile';
  if (service.test(plain) || landline.test(plain)) return 'landline';
  return /^\+[1-9]\d{6,14}$/.test(plain) ? 'international' : '';
}

/** half turns the full-width letters, digits and signs of Chinese input methods into plain ones. */
export function half(value: unknown): string {
  return String(value ?? '').normalize('NFKC').trim();
}

/** checkCount: how many of something are chosen or attached. */
export function checkCount(value: unknown, field: FormField): Problem[] {
  const actual = Array.isArray(value) ? value.length : 0;
  const min = limit(field, 'min') ?? 0;
  const max = limit(field, 'max') ?? 100;
  if (actual < min) return refuse('form.choice.too_few', { min });
  return actual > max ? refuse('form.choice.too_many', { max }) : [];
}

export function checkFiles(value: unknown, max: number): Problem[] {
  return Array.isArray(value) && value.length > max ? refuse('form.file.too_many', { max }) : [];
}

/** round rounds half away from zero on the decimal digits people see: 1.005 becomes 1.01. */
export function round(value: number, decimals: number): number {
  const size = Math.abs(value);
  const shifted = String(size).includes('e') ? size * 10 ** decimals : Number(`${size}e${decimals}`);
  // From here on a number has no more digits to lose.
  if (shifted >= 1e21) return value;
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${decimals}`);
}
