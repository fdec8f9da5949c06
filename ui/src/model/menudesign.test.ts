import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import type { Definition } from './design';
import { arrange, menuOf, move, type MenuSpec } from './menudesign';
import { grouped } from './session';

const form = (key: string, spec: Record<string, unknown> = {}) => ({ kind: 'form', key, title: key, schemaVersion: 1, spec }) as unknown as Definition;
const bundle = [form('c', { order: 2 }), form('b', { order: 1 }), form('a', { order: 1 }), form('t', { task: true }), { ...form('v'), kind: 'view' }];
const keys = (spec: MenuSpec) => menuOf(spec, bundle).map(({ form: key }) => key);

describe('the menu of an app', () => {
  it('follows the navigation, then the order of the forms, and has no forms of tasks', () => {
    expect(keys({})).toEqual(['a', 'b', 'c']);
    expect(keys({ navigation: [{ form: 'c' }, { form: 'gone' }] })).toEqual(['c', 'a', 'b']);
  });

  it('names every form once one was moved, and keeps what was said of each', () => {
    const spec = produce<MenuSpec>({ navigation: [{ form: 'b', hidden: true }] }, (draft) => move(draft, bundle, 2, 0));
    expect(spec.navigation).toEqual([{ form: 'c' }, { form: 'b', hidden: true }, { form: 'a' }]);
  });

  it('says nothing that goes without saying', () => {
    const hidden = produce<MenuSpec>({}, (draft) => arrange(draft, bundle, 'b', { hidden: true, group: '日常' }));
    expect(hidden.navigation![1]).toEqual({ form: 'b', hidden: true, group: '日常' });
    const shown = produce(hidden, (draft) => arrange(draft, bundle, 'b', { hidden: false, group: '' }));
    expect(shown.navigation![1]).toEqual({ form: 'b' });
  });

  it('gathers what stands under one heading', () => {
    const items = [{ key: 'a', group: '日常' }, { key: 'b' }, { key: 'c', group: '日常' }];
    expect(grouped(items).map(([group, list]) => [group, list.map(({ key }) => key)])).toEqual([['', ['b']], ['日常', ['a', 'c']]]);
  });

  it('can be taken back step by step', () => {
    for (let seed = 1; seed < 40; seed++) {
      walk<MenuSpec>({}, (_, roll) => ({
        said: { key: 'menu.moved' },
        apply: (spec) => (roll(2) === 0 ? move(spec, bundle, roll(3), roll(3)) : arrange(spec, bundle, 'abc'[roll(3)]!, { hidden: roll(2) === 0 })),
      }), { seed, steps: 20, valid: (spec) => expect([...keys(spec)].sort()).toEqual(['a', 'b', 'c']) });
    }
  });
});
