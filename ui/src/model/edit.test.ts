import { describe, expect, it } from 'vitest';
import { begin, perform, redo, settle, undo, type Command } from './edit';
import { walk } from '../test/edits';

interface Page {
  title: string;
  items: { key: string; note?: string }[];
}

const page: Page = { title: '建议', items: [{ key: 'a' }, { key: 'b', note: '二' }] };
const said = { key: 'x' };
const rename = (title: string, gesture?: string): Command<Page> => ({ said, gesture, apply: (draft) => void (draft.title = title) });

const choices: ((page: Page, roll: (below: number) => number) => Command<Page>)[] = [
  (_, roll) => rename(`标题${roll(5)}`, roll(2) ? 'title' : undefined),
  (_, roll) => ({ said, apply: (draft) => void draft.items.push({ key: `n${roll(1000)}` }) }),
  (now, roll) => ({ said, apply: (draft) => void draft.items.splice(roll(now.items.length + 1), 1) }),
  (now, roll) => ({ said, apply: (draft) => void draft.items.splice(roll(now.items.length + 1), 0, ...draft.items.splice(roll(now.items.length + 1), 1)) }),
  (now, roll) => ({ said, apply: (draft) => now.items[0] && void (roll(2) ? (draft.items[0]!.note = `注${roll(3)}`) : delete draft.items[0]!.note) }),
];

describe('the edit model', () => {
  it('takes everything back and does it again, whatever was done', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const steps = walk(page, (now, roll) => choices[roll(choices.length)]!(now, roll), { seed, steps: 30, valid: (now) => expect(JSON.parse(JSON.stringify(now))).toEqual(now) });
      expect(steps).toBeGreaterThan(3);
    }
  });

  it('makes one step of one gesture', () => {
    let edit = begin(page);
    for (const title of ['客', '客户', '客户建议']) edit = perform(edit, rename(title, 'title'));
    expect(edit.past).toHaveLength(1);
    edit = perform(settle(edit), rename('又一次', 'title'));
    expect(edit.past).toHaveLength(2);
    edit = undo(undo(edit));
    expect(edit.document).toEqual(page);
    expect(redo(edit).document.title).toBe('客户建议');
  });

  it('makes no step of nothing, and forgets what was taken back when something else is done', () => {
    let edit = begin(page);
    expect(perform(edit, rename('建议'))).toBe(edit);
    edit = undo(perform(edit, rename('一')));
    edit = perform(edit, rename('二'));
    expect(redo(edit)).toBe(edit);
    expect(undo(undo(edit)).document).toEqual(page);
  });
});
