import { expect, it } from 'vitest';
import { pieces } from './link';

it('finds the addresses of a text, without the marks of the sentence around them', () => {
  expect(pieces('查看：http://x.test/t/abc。谢谢', 'http://x.test')).toEqual([
    { text: '查看：' },
    { text: 'http://x.test/t/abc', href: 'http://x.test/t/abc', inside: false },
    { text: '。谢谢' },
  ]);
  expect(pieces('See http://x.test/a/s/f/1.', 'http://x.test')).toEqual([
    { text: 'See ' },
    { text: 'http://x.test/a/s/f/1', href: '/a/s/f/1', inside: true },
    { text: '.' },
  ]);
  expect(pieces('javascript:alert(1)', 'http://x.test')).toEqual([{ text: 'javascript:alert(1)' }]);
  expect(pieces('', 'http://x.test')).toEqual([]);
});
