import { describe, expect, it } from 'vitest';
import { fresh, inOne, resolve, translate, write } from './design';

describe('texts of definitions', () => {
  it('of something new are those of one language', () => {
    const made = { title: { zh: '处理', en: 'Handle' }, settings: { rows: [{ title: { zh: '完成', en: 'Done' } }], words: { zh: 'only' }, none: null, on: true } };
    expect(inOne(made, 'en')).toEqual({ title: 'Handle', settings: { rows: [{ title: 'Done' }], words: { zh: 'only' }, none: null, on: true } });
    expect(inOne(made, 'zh').settings.rows).toEqual([{ title: '完成' }]);
  });

  it('stay plain until they are translated', () => {
    expect(write('建议', 'zh', '意见')).toBe('意见');
    expect(translate('意见', 'zh', 'en', 'Opinion')).toEqual({ zh: '意见', en: 'Opinion' });
    expect(write({ zh: '意见', en: 'Opinion' }, 'en', 'View')).toEqual({ zh: '意见', en: 'View' });
    expect(write({ zh: '意见', en: 'Opinion' }, 'en', '')).toEqual({ zh: '意见' });
    expect(translate(undefined, 'zh', 'en', '')).toBe('');
  });
});

describe('keys and references', () => {
  it('are made free by counting on', () => {
    expect(fresh('title', [])).toBe('title');
    expect(fresh('title', ['title', 'title_2'])).toBe('title_3');
  });

  it('are followed through a schema', () => {
    const root = { $defs: { a: { $ref: '#/$defs/b' }, b: { type: 'string', maxLength: 5 } } };
    expect(resolve({ $ref: '#/$defs/a', 'x-title': '名' }, root)).toMatchObject({ type: 'string', maxLength: 5, 'x-title': '名' });
    expect(resolve({ type: 'number' }, root)).toEqual({ type: 'number' });
  });
});
