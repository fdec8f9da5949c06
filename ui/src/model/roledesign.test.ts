import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import { actions, allow, levels, setLevel, type RoleSpec } from './roledesign';

const role: RoleSpec = { permissions: [{ form: 'order', actions: ['read'], scope: 'own', fieldsDefault: 'read' }] };
const after = (how: (draft: RoleSpec) => void) => produce(role, how);

describe('a role', () => {
  it('reads whatever it may do, and sees nothing of a form without any right', () => {
    expect(after((draft) => allow(draft, 'order', 'delete', true)).permissions![0]!.actions).toEqual(['read', 'delete']);
    expect(after((draft) => allow(draft, 'order', 'read', false)).permissions).toEqual([]);
    expect(after((draft) => allow(draft, 'customer', 'create', true)).permissions![1]).toMatchObject({ form: 'customer', actions: ['read', 'create'], fieldsDefault: 'write' });
    expect(after((draft) => allow(draft, 'customer', 'create', false))).toEqual(role);
  });

  it('that may change or make records has fields to write', () => {
    expect(after((draft) => allow(draft, 'order', 'update', true)).permissions![0]).toMatchObject({ actions: ['read', 'update'], fieldsDefault: 'write' });
    expect(after((draft) => allow(draft, 'order', 'comment', true)).permissions![0]).toMatchObject({ fieldsDefault: 'read' });
    const one = after((draft) => setLevel(draft.permissions![0]!, 'price', 'write'));
    expect(produce(one, (draft) => allow(draft, 'order', 'update', true)).permissions![0]).toMatchObject({ fieldsDefault: 'read', fields: { price: 'write' } });
  });

  it('keeps only the fields that differ from the others', () => {
    const next = after((draft) => {
      setLevel(draft.permissions![0]!, 'price', 'hidden');
      setLevel(draft.permissions![0]!, 'title', 'read');
    });
    expect(next.permissions![0]!.fields).toEqual({ price: 'hidden' });
    expect(produce(next, (draft) => setLevel(draft.permissions![0]!, 'price', undefined)).permissions![0]).not.toHaveProperty('fields');
  });

  it('can be taken back step by step', () => {
    const forms = ['order', 'customer', '*'];
    for (let seed = 1; seed < 40; seed++) {
      walk<RoleSpec>(role, (now, roll) => ({
        said: { key: 'role.allow' },
        apply: (draft) => {
          const permission = now.permissions?.length ? draft.permissions![roll(now.permissions.length)] : undefined;
          if (roll(2) || !permission) allow(draft, forms[roll(3)]!, actions[roll(actions.length)]!, roll(2) === 0);
          else setLevel(permission, `f${roll(3)}`, levels[roll(4)]);
        },
      }), { seed, steps: 25, valid: (now) => expect(now.permissions?.every((one) => one.actions.includes('read'))).toBe(true) });
    }
  });
});
