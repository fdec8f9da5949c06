import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import { begin, perform, settle, undo } from './edit';
import type { FormDefinition, FormSpec } from './formdesign';
import { addRule, moveRule, removeRule, ruleNames, setRule, turn } from './formlogic';
import { rewrite } from './formrefer';

const form: FormDefinition = { kind: 'form', key: 'f', title: 'F', schemaVersion: 1, spec: { fields: [{ key: 'way', type: 'text', title: 'Way' }, { key: 'city', type: 'text', title: 'City' }] } };

describe('rules of a form (B-09)', () => {
  it('are added about a field, changed, and leave nothing when the last goes', () => {
    const { command, key } = addRule(form.spec, 'logic', '', 'city');
    let edit = perform(begin(form), command);
    expect(edit.document.spec.logic).toEqual([{ key, when: {}, show: ['city'] }]);
    edit = perform(edit, setRule('logic', key, 'when', { field: 'way', op: 'eq', value: 'x' }));
    edit = perform(edit, turn(key, false));
    expect(edit.document.spec.logic![0]).toMatchObject({ off: true, when: { field: 'way' } });
    edit = perform(edit, turn(key, true));
    expect(edit.document.spec.logic![0]).not.toHaveProperty('off');
    expect(perform(edit, removeRule('logic', key)).document.spec).not.toHaveProperty('logic');
  });

  it('take what is typed into one property as one step', () => {
    const { command, key } = addRule(form.spec, 'checks', 'No');
    let edit = settle(perform(begin(form), command));
    for (const message of ['N', 'No', 'No!']) edit = perform(edit, setRule('checks', key, 'message', message));
    expect(undo(edit).document.spec.checks![0]!.message).toBe('No');
  });

  it('are found by the fields they ask about and those they change', () => {
    const rule = { key: 'r', when: { any: [{ field: 'way', op: 'empty' }] }, require: ['city'] };
    expect(['way', 'city', 'else'].map((key) => ruleNames(rule, key))).toEqual([true, true, false]);
    expect(ruleNames({ key: 'c', when: {}, message: 'm', field: 'city' }, 'city')).toBe(true);
  });

  it('are found by what they hide and whose choices they narrow, and lose what goes (B-14)', () => {
    const rule = { key: 'r', when: { field: 'way', op: 'notEmpty' }, hide: ['city'], options: { kind: ['a'], sort: ['b'] } };
    expect(['city', 'kind', 'sort', 'else'].map((key) => ruleNames(rule, key))).toEqual([true, true, true, false]);
    const spec: FormSpec = { fields: [], logic: [rule] };
    rewrite(spec, 'kind', undefined);
    expect(spec.logic).toEqual([{ ...rule, options: { sort: ['b'] } }]);
    rewrite(spec, 'way', undefined);
    expect(spec).not.toHaveProperty('logic.0');
  });

  it('are taken back step by step', () => {
    const done = walk(form, ({ spec }, roll) => {
      const kind = roll(2) ? 'logic' : 'checks';
      const list = spec[kind] ?? [];
      const rule = list[roll(list.length || 1)];
      if (!rule || roll(4) === 0) return addRule(spec, kind, 'M', roll(2) ? 'city' : undefined).command;
      const ways = [() => moveRule(spec, kind, rule.key, roll(2) ? 1 : -1), () => removeRule(kind, rule.key), () => setRule(kind, rule.key, 'when', { field: 'way', op: 'eq', value: roll(9) }), () => turn(rule.key, roll(2) === 1)];
      return ways[roll(ways.length)]!();
    }, {
      seed: 11,
      steps: 300,
      valid: ({ spec }) => {
        const keys = [...(spec.logic ?? []), ...(spec.checks ?? [])].map((rule) => rule.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(spec.logic?.length).not.toBe(0);
      },
    });
    expect(done).toBeGreaterThan(100);
  });
});
