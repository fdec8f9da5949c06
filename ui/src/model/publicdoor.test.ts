import { describe, expect, it } from 'vitest';
import type { FormSpec, PublicSpec } from './formdesign';
import { buttonCode, channelOf, first, frameCode, publicPath, setChannel } from './publicdoor';

const spec = (prefill?: Record<string, string>): FormSpec => ({
  fields: [
    { key: 'way', type: 'select', title: '渠道' },
    { key: 'other', type: 'select', title: '另一个' },
    { key: 'gone', type: 'select', title: '删了', deleted: true },
    { key: 'page', type: 'text', title: '页面' },
  ],
  public: { enabled: true, layout: [], ...(prefill ? { prefill } : {}) },
});

describe('the public page', () => {
  it('has an address, with its channel as a parameter (A-34)', () => {
    expect(publicPath('a b', 'f')).toBe('/f/a%20b/f');
    expect(publicPath('a', 'f', { ch: '微信&群' })).toBe('/f/a/f?ch=%E5%BE%AE%E4%BF%A1%26%E7%BE%A4');
  });

  it('is put into other pages without breaking out of its attributes (A-12, A-13)', () => {
    for (const code of [frameCode('https://x.example/f?a=1&b="2"', '"><script>'), buttonCode('https://x.example/f?a=1&b="2"', '"><script>')]) {
      expect(code).not.toContain('<script>');
      expect(code).toContain('?a=1&amp;b=&quot;2&quot;');
    }
  });

  it('knows the channel by the parameter that fills a choice', () => {
    expect(channelOf(spec())).toBeUndefined();
    expect(channelOf(spec({ p: 'page', old: 'gone' }))).toBeUndefined();
    expect(channelOf(spec({ p: 'page', from: 'way' }))).toMatchObject({ parameter: 'from', field: { key: 'way' } });
  });

  it('changes the channel and leaves the other parameters alone', () => {
    const set = (before: Record<string, string> | undefined, field?: string) => {
      const document = spec(before);
      setChannel(document.public!, document, field);
      return document.public!.prefill;
    };
    expect(set(undefined, 'way')).toEqual({ ch: 'way' });
    expect(set({ ch: 'page' }, 'way')).toEqual({ ch: 'page', ch_: 'way' });
    expect(set({ from: 'way', p: 'page' }, 'other')).toEqual({ from: 'other', p: 'page' });
    expect(set({ from: 'way', p: 'page' })).toEqual({ p: 'page' });
    expect(set({ from: 'way' })).toBeUndefined();
  });

  it('closes after it opens, whichever is switched on first', () => {
    const now = Date.parse('2026-03-02T09:20:00Z');
    const page: PublicSpec = { enabled: true, layout: [] };
    expect(first('opens', page, now)).toBe('2026-03-02T10:00:00Z');
    expect(first('closes', page, now)).toBe('2026-03-09T10:00:00Z');
    expect(first('closes', { ...page, opens: '2026-04-01T00:00:00Z' }, now)).toBe('2026-04-08T00:00:00Z');
    expect(first('opens', { ...page, closes: '2026-03-01T00:00:00Z' }, now)).toBe('2026-02-28T23:00:00Z');
  });
});
