import { expect, it } from 'vitest';
import { inLanguage } from './demo';

it('a title in two languages is shown in one', () => {
  expect(inLanguage('一线客服 · Support agent', 'zh')).toBe('一线客服');
  expect(inLanguage('一线客服 · Support agent', 'en')).toBe('Support agent');
  expect(inLanguage('管理员', 'en')).toBe('管理员');
});
