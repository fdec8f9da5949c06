import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import { above, changed, grown, linesOf, moved, without, type OptionSpec } from './optiondesign';

const tree: OptionSpec[] = [{ key: 'a', title: 'A' }, { key: 'b', title: 'B', parent: 'a' }, { key: 'c', title: 'C', parent: 'b', color: 'red' }, { key: 'd', title: 'D' }];

describe('options as they are edited (B-11)', () => {
  it('come from pasted lines, of a table its first column', () => {
    expect(linesOf('红\t1\r\n\n 绿 \n蓝')).toEqual(['红', '绿', '蓝']);
  });

  it('get keys of their own', () => {
    expect(grown(tree, ['E', 'F', 'G'], ['a', 'e', '']).slice(4).map(({ key }) => key)).toEqual(['a_2', 'e', 'option']);
  });

  it('keep what stands below them when their key changes, and let it go when they go', () => {
    expect(changed(tree, 0, { key: 'z' })[1]).toEqual({ key: 'b', title: 'B', parent: 'z' });
    expect(changed(tree, 2, { color: '', archived: false })[2]).toEqual({ key: 'c', title: 'C', parent: 'b' });
    expect(without(tree, 0)[0]).toEqual({ key: 'b', title: 'B' });
  });

  it('never stand below themselves', () => {
    expect(above(tree, 0).map(({ key }) => key)).toEqual(['d']);
    expect(above(tree, 2).map(({ key }) => key)).toEqual(['a', 'b', 'd']);
  });

  it('are taken back step by step', () => {
    const spec = { options: tree };
    const choose = (now: typeof spec, roll: (below: number) => number) => {
      const { options: list } = now;
      const at = roll(list.length || 1);
      const title = `T${roll(50)}`;
      const ways = [() => grown(list, [title], [`k${roll(9)}`]), () => moved(list, at, roll(list.length)), () => without(list, at), () => changed(list, at, { key: `n${roll(99)}_${list.length}x${at}` }), () => changed(list, at, { parent: above(list, at)[0]?.key, weight: roll(9) })];
      const next = list.length === 0 ? ways[0]!() : ways[roll(ways.length)]!();
      return { said: { key: 'list.options' }, apply: (draft: typeof spec) => void (draft.options = next) };
    };
    const done = walk(spec, choose, {
      seed: 7,
      steps: 300,
      valid: ({ options }) => {
        const keys = new Set(options.map(({ key }) => key));
        expect(options.every(({ parent }) => parent === undefined || keys.has(parent))).toBe(true);
      },
    });
    expect(done).toBeGreaterThan(100);
  });
});
