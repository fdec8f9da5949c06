import { describe, expect, it } from 'vitest';
import { briefOf } from './brief';
import type { FormView } from './formview';

const field = (key: string, type: string, level = 'read') => ({ key, title: key, type, level, settings: {} });
const view = (values: Record<string, unknown>) =>
  ({
    key: 'f', title: 'f', values,
    fields: { note: field('note', 'long_text'), said: field('said', 'long_text'), secret: field('secret', 'long_text', 'masked'), photos: field('photos', 'image'), more: field('more', 'file') },
    layout: [{ field: 'secret' }, { type: 'section', key: 's', children: [{ field: 'said' }, { field: 'photos' }] }, { field: 'note' }, { field: 'more' }],
  }) as unknown as FormView;

describe('what a record is about', () => {
  it('is the first long text and the first files of its form, not what a step asks for nor what is masked', () => {
    const all = { note: 'n', said: 's', secret: '*', photos: [{ id: '1' }], more: [{ id: '2' }] };
    expect(briefOf(view(all), new Set())).toEqual({ words: 'said', files: 'photos' });
    expect(briefOf(view(all), new Set(['said', 'photos']))).toEqual({ words: 'note', files: 'more' });
    expect(briefOf(view({ secret: '*', photos: [] }), new Set())).toEqual({ words: undefined, files: undefined });
  });
});
