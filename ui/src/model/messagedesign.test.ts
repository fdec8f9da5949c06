import { describe, expect, it } from 'vitest';
import { insert } from './messagedesign';

describe('templates', () => {
  it('take a place where the cursor stands, in place of what is selected', () => {
    expect(insert('您好，！', 3, 3, 'title')).toEqual({ text: '您好，{{title}}！', at: 12 });
    expect(insert('abc', 1, 2, 'x')).toEqual({ text: 'a{{x}}c', at: 6 });
  });
});
