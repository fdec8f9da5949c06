import { expect, it } from 'vitest';
import { hintsOf } from './rulehints';

const problem = (code: string, params: Record<string, unknown>) => ({ code, pointer: '/rule/b/spec/order', message: '', params });

it('a hint is found from each of the rules it is about, and names the others once', () => {
  const all = [problem('rule.same_order', { rule: 'b', other: 'a', field: 'note' }), problem('rule.too_late', { rule: 'c', earlier: 'b', field: 'note' }), problem('rule.loop_guarded', { path: 'a → c → a', by: [] }), problem('rule.form_unknown', { form: 'b' })];
  expect(hintsOf(all, 'a').map(({ problem: { code }, others }) => [code, others])).toEqual([['rule.same_order', ['b']], ['rule.loop_guarded', ['c']]]);
  expect(hintsOf(all, 'b').map(({ others }) => others)).toEqual([['a'], ['c']]);
  expect(hintsOf(all, 'd')).toEqual([]);
});
