import { describe, expect, it } from 'vitest';
import { insert, pieces, rendered } from './messagedesign';

const variables = [{ path: 'record.no', label: '编号', sample: 'JY0001' }];

describe('templates', () => {
  it('are split into words and places, and put together again as they were', () => {
    const text = '您好，{{ record.no }}《{{title}}》';
    expect(pieces(text).map(({ path }) => path)).toEqual([undefined, 'record.no', undefined, 'title', undefined]);
    expect(pieces(text).map((piece) => piece.text).join('')).toBe(text);
    expect(pieces('')).toEqual([]);
    expect(pieces('{{a}}{{b}}').map(({ path }) => path)).toEqual(['a', 'b']);
  });

  it('show what they would say, and what nobody knows as it is written', () => {
    expect(rendered('{{record.no}} {{nothing}}', variables)).toBe('JY0001 {{nothing}}');
  });

  it('take a place where the cursor stands, in place of what is selected', () => {
    expect(insert('您好，！', 3, 3, 'title')).toEqual({ text: '您好，{{title}}！', at: 12 });
    expect(insert('abc', 1, 2, 'x')).toEqual({ text: 'a{{x}}c', at: 6 });
  });
});
