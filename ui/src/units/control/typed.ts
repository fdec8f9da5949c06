import { useEffect, useState } from 'react';
import { half } from '../../model/checks';

/**
 * useTyped keeps the characters as they were typed while the form holds what they mean, so that "1." does not jump to
 * "1" below the finger. The text is replaced only when the value changes by other means, or at the end of typing.
 */
export function useTyped<T>(value: T, format: (value: T) => string, parse: (text: string) => T, onChange: (value: T) => void) {
  const [text, setText] = useState(() => format(value));
  useEffect(() => {
    if (parse(text) !== value) setText(format(value));
  }, [value]);
  return {
    text,
    type(next: string) {
      setText(next);
      onChange(parse(next));
    },
    settle() {
      setText(format(value));
    },
  };
}

/** parseNumber reads what people type: full-width digits, thousands separators. What is no number stays text. */
export function parseNumber(text: string): number | string | null {
  const plain = half(text).replace(/[,\s]/g, '');
  if (plain === '') return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}

/** formatNumber writes a number the way the reader's country does; what is no number is written as it is. */
export function formatNumber(value: unknown, language: string, decimals?: number): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value !== 'number') return String(value);
  const digits = decimals === undefined ? { maximumFractionDigits: 10 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', digits).format(value);
}
