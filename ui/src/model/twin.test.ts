import { expect, it } from 'vitest';
import { likely } from './twin';

const twin = (id: string, score?: number, readable = true) => ({ id, no: id, title: `建议 ${id}`, score, readable });

it('mentions only what is much alike and may be read, the most alike first', () => {
  const found = [twin('a', 0.41), twin('b', 0.39), twin('c', 0.9), twin('d', 0.95, false), twin('e'), twin('f', 0.6), twin('g', 0.5)];
  expect(likely(found).map((one) => one.id)).toEqual(['c', 'f', 'g']);
  expect(likely([{ ...twin('h', 0.48), title: 'Two-step login' }, { ...twin('i', 0.7), title: 'Log in with two steps' }]).map((one) => one.id)).toEqual(['i']);
});
