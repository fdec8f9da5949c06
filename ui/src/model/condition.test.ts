import { describe, expect, it } from 'vitest';
import cases from '../../../engine/query/testdata/cases.json';
import { compareText, match, type Condition } from './condition';

interface Case {
  name: string;
  condition: Condition;
  record: Record<string, unknown>;
  old?: Record<string, unknown>;
  expr?: Record<string, boolean>;
  want: boolean | 'error';
}

const all = cases as unknown as Case[];

describe('match', () => {
  it('has the cases the server has', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
  });

  it.each(all.map((c) => [c.name, c] as const))('%s', (_, c) => {
    const run = () =>
      match(c.condition, (field) => c.record[field], {
        ...(c.old && { old: (field: string) => c.old?.[field] }),
        ...(c.expr && { expr: (source: string) => c.expr?.[source] ?? false }),
      });
    if (c.want === 'error') expect(run).toThrow();
    else expect(run()).toBe(c.want);
  });
});

describe('compareText', () => {
  it('orders like UTF-8 bytes', () => {
    const texts = ['', 'A', 'a', 'ab', '中', '\uffee', '😀', '😁'];
    for (let i = 0; i < texts.length; i++) {
      for (let j = 0; j < texts.length; j++) {
        expect(Math.sign(compareText(texts[i]!, texts[j]!))).toBe(Math.sign(i - j));
      }
    }
  });
});
