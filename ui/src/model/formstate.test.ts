import { beforeAll, describe, expect, it } from 'vitest';
import { fieldOf, inOrder, pagesOf } from './formproblem';
import { changes, derive, dirty, loadExpressions, needsExpressions, validate } from './formstate';
import { isEmpty, same, type FormField, type FormView } from './formview';

const field = (key: string, more: Partial<FormField> = {}): FormField => ({ key, type: 'text', title: key.toUpperCase(), level: 'write', ...more });
const form = (fields: FormField[], more: Partial<FormView> = {}): FormView => ({
  key: 'f',
  title: 'F',
  fields: Object.fromEntries(fields.map((one) => [one.key, one])),
  ...more,
});
const none = () => ({});

describe('values', () => {
  it('have one idea of empty', () => {
    expect([null, undefined, '', '  ', [], 0, false, 'x', {}].map(isEmpty)).toEqual([true, true, true, true, true, false, false, false, false]);
  });

  it('are compared by content, and all that is empty is the same', () => {
    expect(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
    expect(same([], null)).toBe(true);
    expect(same('', undefined)).toBe(true);
    expect(same(0, null)).toBe(false);
    expect(same(['a'], { 0: 'a' })).toBe(false);
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
  });
});

describe('expressions (B-14)', () => {
  const view = form([field('n', { type: 'number' }), field('sum', { type: 'formula', level: 'read', settings: { decimals: 2 } })], {
    formulas: [{ field: 'sum', tree: ['*', ['$', 'n'], 0.335] }],
    values: { n: 1, sum: 9 },
  });

  it('are asked for only where there are some, and until then the server has the last word', () => {
    expect(needsExpressions(form([field('a')]))).toBe(false);
    expect(needsExpressions(view)).toBe(true);
    expect(derive(view, { n: 3, sum: 9 }).values.sum).toBe(9);
  });

  describe('once they are there', () => {
    beforeAll(loadExpressions);

    it('compute, rounded half away from zero on the decimals people see', () => {
      expect(needsExpressions(view)).toBe(false);
      expect(derive(view, { n: 3, sum: 9 }).values.sum).toBe(1.01);
      expect(derive(view, { n: -3 }).values.sum).toBe(-1.01);
    });

    it('leave alone what only the server can work out', () => {
      const odd = { ...view, formulas: [{ field: 'sum', tree: ['no_such_operation'] }] };
      expect(derive(odd, { n: 3, sum: 9 }).values.sum).toBe(9);
    });

    it('never send what they computed', () => {
      const state = derive(view, { n: 3, sum: 9 });
      expect(changes(view, state, false)).toEqual({ n: 3 });
    });
  });
});

describe('what is sent (B-13)', () => {
  const view = form([field('a'), field('b'), field('c', { default: 'x' }), field('r', { level: 'read' })], {
    logic: [{ when: { field: 'a', op: 'eq', value: 'show' }, show: ['b'] }],
    values: { a: 'show', b: 'kept', r: 'r' },
  });

  it('is only what changed on update', () => {
    const state = (entered: object) => derive(view, { ...view.values, ...entered });
    expect(changes(view, state({}), false)).toEqual({});
    expect(dirty(view, state({}))).toBe(false);
    expect(changes(view, state({ b: 'new', r: 'tampered' }), false)).toEqual({ b: 'new' });
    expect(changes(view, state({ b: '' }), false)).toEqual({ b: null });
    expect(dirty(view, state({ b: '' }))).toBe(true);
  });

  it('leaves out what logic hides, and brings back what was typed when it is shown again', () => {
    const hidden = derive(view, { a: 'no', b: 'typed' });
    expect(changes(view, hidden, true)).toEqual({ a: 'no', c: null });
    expect(derive(view, { a: 'show', b: 'typed' }).values.b).toBe('typed');
  });

  it('is everything entered on create, and null where a default was emptied', () => {
    const fresh = form([field('a'), field('c', { default: 'x' })]);
    expect(changes(fresh, derive(fresh, { a: 'y', c: 'x' }), true)).toEqual({ a: 'y', c: 'x' });
    expect(changes(fresh, derive(fresh, { a: '', c: '' }), true)).toEqual({ c: null });
  });
});

describe('problems', () => {
  const view = form([field('a', { required: true }), field('b', { required: true, level: 'read' }), field('c')], {
    layout: [{ type: 'section', key: 's', children: [{ field: 'c' }] }, { field: 'a' }],
    checks: [{ when: { field: 'c', op: 'eq', value: 'bad' }, field: 'c', message: 'not that' }],
  });

  it('come all at once in the order of the layout, for what the person can enter', () => {
    const found = validate(view, derive(view, { c: 'bad' }), none);
    expect(found).toEqual([
      { code: 'form.field.required', pointer: '/a', params: { title: 'A' } },
      { code: 'form.check', pointer: '/c', message: 'not that' },
    ]);
    expect(inOrder(view, found).map((one) => one.field)).toEqual(['c', 'a']);
  });

  it('of a type are asked of the type, with the title added', () => {
    const found = validate(view, derive(view, { a: 'x' }), () => ({ check: () => [{ code: 'form.x', pointer: '/0', params: { max: 1 } }] }));
    expect(found).toEqual([{ code: 'form.x', pointer: '/a/0', params: { title: 'A', max: 1 } }]);
  });

  it('find their field by pointer, with or without the data around it', () => {
    const at = (pointer: string) => fieldOf(view, { code: 'x', pointer });
    expect(['/a', '/a/0/name', '/data/c', '', '/nosuch', '/data'].map(at)).toEqual(['a', 'a', 'c', '', '', '']);
  });
});

describe('pages', () => {
  it('are the page units, with loose items between them as pages of their own, without hidden ones', () => {
    const view = form([field('a'), field('b'), field('c'), field('d')], {
      layout: [{ field: 'a' }, { type: 'page', key: 'p', title: 'P', children: [{ field: 'b' }] }, { type: 'page', key: 'q', children: [{ field: 'c' }] }, { field: 'd' }],
    });
    expect(pagesOf(view, new Set(['q'])).map((page) => [page.key, page.fields])).toEqual([['page0', ['a']], ['p', ['b']], ['page2', ['d']]]);
    expect(pagesOf(form([field('a')]), new Set())).toHaveLength(1);
  });
});
