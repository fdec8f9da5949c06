import { describe, expect, it } from 'vitest';
import { product, sources } from '../test/sources';
import { flatten, type Words } from './plain';
import * as problems from './problem.gen';
import { languages } from './text';

/** words[language][area] holds the flattened words of one file, keys starting with the area. */
const words: Record<string, Record<string, Words>> = { zh: {}, en: {} };
for (const { path, text } of sources(/^i18n\/(zh|en)\/.*\.json$/)) {
  const [, language = '', file = ''] = path.split('/');
  const area = file.replace('.json', '');
  words[language]![area] = flatten(area, JSON.parse(text));
}
const params = (text: string) => [...new Set([...text.matchAll(/\{\{?\s*(\w+)\s*\}/g)].map((match) => match[1]))].sort();

describe('texts of the interface', () => {
  it('cover the same areas and keys in every language', () => {
    const keys = (language: string) => Object.values(words[language]!).flatMap((area) => Object.keys(area));
    expect(keys('zh').length).toBeGreaterThan(10);
    for (const language of languages) expect(keys(language).sort()).toEqual(keys('zh').sort());
  });

  it('are never empty and take the same parameters', () => {
    for (const [area, chinese] of Object.entries(words.zh!)) {
      for (const [key, text] of Object.entries(chinese)) {
        const english = words.en![area]![key]!;
        expect(text.trim(), key).not.toBe('');
        expect(english.trim(), key).not.toBe('');
        // Singular forms may leave the number out.
        if (!/_(zero|one)$/.test(key)) expect(params(english), key).toEqual(params(text));
      }
    }
  });

  it('say every problem in both languages with the same parameters', () => {
    for (const [code, text] of Object.entries(problems.zh)) {
      const english = problems.en[code as problems.ProblemCode];
      expect(english?.trim(), code).toBeTruthy();
      expect(params(english), code).toEqual(params(text));
    }
  });
});

function known(areas: string[], key: string): boolean {
  const [named, rest] = key.includes(':') ? key.split(':') : [undefined, key];
  return (named ? [named] : areas).some((area) => {
    const table = words.zh![area] ?? {};
    return [rest, `${rest}_other`].some((one) => `${area}.${one}` in table);
  });
}

describe('keys used in the source', () => {
  it('exist wherever a console screen writes one as a literal', () => {
    const missing: string[] = [];
    for (const { path, text } of product(sources(/^(console|builder)\/.*\.tsx?$/))) {
      const areas = [...text.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap((call) => [...call[1]!.matchAll(/'(\w+)'/g)].map((m) => m[1]!));
      if (areas.length === 0) continue;
      for (const [, key = '', area] of text.matchAll(/\bt\('([\w.:-]+)'(?:,\s*\{\s*ns:\s*'(\w+)')?/g)) {
        const elsewhere = /\bt\('[\w.:-]+',\s*\{\s*ns:\s*[^']/.test(text) && !area;
        if (!known(area ? [area] : areas, key) && !elsewhere) missing.push(`${path}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('exist wherever a public page writes one as a literal', () => {
    const missing: string[] = [];
    for (const { path, text } of product(sources(/^(public|form|units\/fields)\/.*\.tsx?$/))) {
      for (const [, area = '', key = ''] of text.matchAll(/\bt\('(public|form)\.([\w.-]+)'/g)) {
        if (!known([area], key)) missing.push(`${path}: ${area}.${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
