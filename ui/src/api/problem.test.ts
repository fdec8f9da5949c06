import { describe, expect, it } from 'vitest';
import { blocking, pointer, problemsAt, splitPointer, under } from './problem';

describe('pointers', () => {
  it('escape and unescape as RFC 6901 says', () => {
    expect(pointer('a/b', 'm~n', 0)).toBe('/a~1b/m~0n/0');
    expect(splitPointer('/a~1b/m~0n/0')).toEqual(['a/b', 'm~n', '0']);
    expect(splitPointer('')).toEqual([]);
    expect(splitPointer(pointer('~1'))).toEqual(['~1']);
  });

  it('know what lies below them', () => {
    expect(under('/items/0/qty', '/items')).toBe(true);
    expect(under('/itemsize', '/items')).toBe(false);
  });
});

describe('problems', () => {
  const list = [
    { code: 'a', pointer: '/items' },
    { code: 'b', pointer: '/items/0/qty', warning: true },
    { code: 'c', pointer: '/item' },
  ];

  it('are found by place, also deep', () => {
    expect(problemsAt(list, '/items').map(({ code }) => code)).toEqual(['a']);
    expect(problemsAt(list, '/items', true).map(({ code }) => code)).toEqual(['a', 'b']);
  });

  it('block unless they are warnings', () => {
    expect(blocking(list).map(({ code }) => code)).toEqual(['a', 'c']);
  });
});
