import { expect, it } from 'vitest';
import { initials, matches } from './initials';

it('writes the pinyin initials of words', () => {
  expect(initials('多选')).toBe('dx');
  expect(initials('数字 Number')).toBe('sz number');
  expect(initials('邮箱')).toBe('yx');
});

it('finds words by a part of them or by initials', () => {
  expect(matches('dh', '单行文本')).toBe(true);
  expect(matches('dxwb', '单行文本')).toBe(true);
  expect(matches('文本', '单行文本')).toBe(true);
  expect(matches('NUM', '数字', 'number')).toBe(true);
  expect(matches('xyz', '单行文本')).toBe(false);
});
