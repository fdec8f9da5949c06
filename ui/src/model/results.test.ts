import { expect, it } from 'vitest';
import { derive, loadExpressions } from './formstate';
import type { FormField, FormView } from './formview';
import { results } from './results';

const field = (key: string, more: Partial<FormField> = {}): FormField => ({ key, type: 'formula', title: key, level: 'read', ...more });
const view: FormView = {
  key: 'f',
  title: 'F',
  fields: Object.fromEntries([field('breadth', { type: 'rating', level: 'write' }), field('quadrant'), field('score'), field('age'), field('secret', { level: 'masked' }), field('class', { type: 'select' }), field('note', { type: 'text', level: 'write' })].map((one) => [one.key, one])),
  logic: [{ when: {}, set: { class: { tree: ['$', 'score'] }, note: { tree: ['$', 'score'] } } }],
  formulas: [
    { field: 'quadrant', tree: ['?:', ['>', ['$', 'score'], 5], 'high', 'low'] },
    { field: 'score', tree: ['*', ['$', 'breadth'], 2] },
    { field: 'age', tree: ['$', 'created'] },
    { field: 'secret', tree: ['$', 'breadth'] },
  ],
};

it('the results of a step are the formulas its fields have a part in, also by way of another', async () => {
  await loadExpressions();
  const state = derive(view, { breadth: 3 });
  expect(results(view, state, ['breadth'])).toEqual(['quadrant', 'score', 'class']);
  expect(results(view, state, [])).toEqual([]);
  expect(results(view, { ...state, hidden: new Set(['quadrant']) }, ['breadth'])).toEqual(['score', 'class']);
});
