import { expect, it } from 'vitest';
import { exceptions, reachable, usualLevel, type FieldRule } from './rights';

const field = (name: string, level: FieldRule['level']): FieldRule => ({ field: name, title: name, level, personal: false });

it('the usual level is said once, the others by name', () => {
  const fields = [field('a', 'write'), field('b', 'masked'), field('c', 'write'), field('d', 'masked'), field('e', 'write'), field('f', 'hidden')];
  expect(usualLevel(fields)).toBe('write');
  expect(exceptions(fields).map(([level, list]) => [level, list.map((one) => one.field)])).toEqual([['masked', ['b', 'd']], ['hidden', ['f']]]);
  expect(usualLevel([])).toBeUndefined();
  expect(exceptions([])).toEqual([]);
});

it('forms that a role cannot touch are left out', () => {
  const form = (name: string, actions: string[]) => ({ form: name, title: name, actions, scope: 'all', fields: [] });
  expect(reachable({ key: 'r', title: 'R', grants: [], people: 0, forms: [form('a', []), form('b', ['read'])] }).map((one) => one.form)).toEqual(['b']);
});
