import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import { events, narrow, retrigger, type RuleSpec } from './ruledesign';

describe('triggers', () => {
  it('keep what still fits when the event changes', () => {
    expect(retrigger({ event: 'status_entered', status: ['new'] }, 'status_left')).toEqual({ event: 'status_left', status: ['new'] });
    expect(retrigger({ event: 'changed', fields: ['title'] }, 'created')).toEqual({ event: 'created' });
  });

  it('are narrowed down and widened again', () => {
    const wide = { event: 'changed' };
    expect(narrow(wide, 'fields', ['title'])).toEqual({ event: 'changed', fields: ['title'] });
    expect(narrow(narrow(wide, 'fields', ['title']), 'fields', [])).toEqual(wide);
    expect(narrow({ event: 'sla_level', sla: 'a' }, 'sla', undefined)).toEqual({ event: 'sla_level' });
  });

  it('can be taken back step by step', () => {
    const rule: RuleSpec = { form: 'order', on: [{ event: 'created' }], then: [] };
    const names = Object.keys(events);
    for (let seed = 1; seed < 40; seed++) {
      walk(rule, (now, roll) => ({
        said: { key: 'rule.on' },
        apply: (draft) => {
          const at = roll(now.on.length + 1);
          if (at === now.on.length) draft.on.push({ event: names[roll(names.length)]! });
          else if (roll(3) === 0 && now.on.length > 1) draft.on.splice(at, 1);
          else draft.on[at] = roll(2) ? retrigger(now.on[at]!, names[roll(names.length)]!) : narrow(now.on[at]!, 'fields', roll(2) ? ['a', 'b'] : []);
        },
      }), { seed, steps: 25, valid: (now) => expect(now.on.length).toBeGreaterThan(0) });
    }
  });
});
