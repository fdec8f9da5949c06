import { describe, expect, it } from 'vitest';
import { knows, learn, problemText, wordsIn } from './dictionary';
import { flatten, nextLanguage, translator } from './plain';
import { fill, sentence } from './sentence';
import { say, toLanguage } from './text';

describe('plain translations', () => {
  const t = translator(flatten('form', { pages: { of: '第 {{at}} 页，共 {{all}} 页' }, send: '提交' }), 'zh');

  it('finds nested keys and fills parameters', () => {
    expect(t('form.send')).toBe('提交');
    expect(t('form.pages.of', { at: 2, all: 3 })).toBe('第 2 页，共 3 页');
  });

  it('returns an unknown key, which is readable', () => {
    expect(t('form.absent')).toBe('form.absent');
  });
});

describe('sentences of problems', () => {
  it('are filled as in Go: lists joined, nothing for null', () => {
    expect(fill('{a} and {b}{c}', { a: ['x', 'y'], b: 0, c: null }, 'en')).toBe('x, y and 0');
    expect(fill('请填写{a}', { a: ['标题', ['甲', '乙']] }, 'zh')).toBe('请填写标题、甲、乙');
    expect(sentence({ code: 'a', pointer: '', params: { fields: ['标题', '描述'] } }, { a: '请填写{fields}' }, 'zh')).toBe('请填写标题、描述');
  });

  it('prefer the words of the server, then the table, then the code', () => {
    expect(wordsIn('en')('form.send')).toBe('form.send');
    learn('en', { words: {}, sentences: { 'client.offline': 'You are offline' } });
    learn('en', { words: { 'form.send': 'Send' }, sentences: {} });
    expect([knows('en'), knows('zh'), wordsIn('en')('form.send'), wordsIn('zh')('form.send')]).toEqual([true, false, 'Send', 'Send']);
    expect(problemText({ code: 'client.offline', pointer: '', message: 'said' }, 'en')).toBe('said');
    expect(problemText({ code: 'client.offline', pointer: '' }, 'en')).toContain('offline');
    expect(problemText({ code: 'no.such', pointer: '' }, 'zh')).toBe('no.such');
  });
});

describe('languages', () => {
  it('understand any tag and fall back to Chinese', () => {
    expect(['en-GB', 'zh-Hans-CN', 'de', '', null].map(toLanguage)).toEqual(['en', 'zh', 'zh', 'zh', 'zh']);
    expect(nextLanguage('zh')).toBe('en');
    expect(nextLanguage('en')).toBe('zh');
  });

  it('say a definition text in the best language there is', () => {
    expect(say({ zh: '客户建议', en: 'Suggestion' }, 'en')).toBe('Suggestion');
    expect(say({ zh: '客户建议' }, 'en')).toBe('客户建议');
    expect(say({ en: 'Suggestion' }, 'zh')).toBe('Suggestion');
    expect(say('both', 'zh')).toBe('both');
    expect(say(undefined, 'zh')).toBe('');
  });
});
