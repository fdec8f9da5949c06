// @vitest-environment happy-dom
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problemText, wordsIn } from '../i18n/dictionary';
import type { FormView } from '../model/formview';
import { fields, previews } from '../units/fields';
import { readBoot, readPlace, tokenOf } from './boot';
import { drafts, keepable } from './draft';
import { attemptFor, Sender } from './send';
import { linkParams } from './way';
import { sha256, solve, zeros } from './work';
import { loadWords } from './words';

const hex = (hash: Int32Array) => Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

describe('proof of work', () => {
  it('hashes like everyone else, across block borders', () => {
    for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 300]) {
      const bytes = new Uint8Array(length).fill(length % 251);
      expect(hex(sha256(bytes)), `${length}`).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('counts zero bits and finds a nonce without blocking for long', async () => {
    expect(zeros(Int32Array.of(0, 1))).toBe(63);
    expect(zeros(Int32Array.of(-1))).toBe(0);
    let turns = 0;
    const timer = setInterval(() => (turns += 1));
    const nonce = await solve('token', 12, 1);
    clearInterval(timer);
    expect(zeros(sha256(new TextEncoder().encode(`token:${nonce}`)))).toBeGreaterThanOrEqual(12);
    expect(turns).toBeGreaterThan(0);
  });
});

describe('boot', () => {
  it('reads the block and the address, and does without either', () => {
    document.body.innerHTML = '<script id="boot" type="application/json">{"page":"track","lang":"en"}</script>';
    expect(readBoot()).toEqual({ page: 'track', lang: 'en' });
    document.body.innerHTML = '<script id="boot" type="application/json">{broken</script>';
    expect(readBoot()).toEqual({});
    expect(readPlace({}, '/f/demo/sugg%20estion', '')).toMatchObject({ page: 'fill', app: 'demo', form: 'sugg estion' });
    expect(readPlace({}, '/t/abc', '')).toMatchObject({ page: 'track', code: 'abc' });
    expect(readPlace({ page: 'fill' }, '/f/demo/x', '?preview')).toMatchObject({ page: 'preview' });
    expect(readPlace({}, '/%E0%A4%A', '')).toMatchObject({ page: 'missing' });
  });

  it('takes a token with its work or alone', () => {
    expect(tokenOf('t')).toEqual({ token: 't', difficulty: 0 });
    expect(tokenOf({ token: 't', difficulty: 3 })).toEqual({ token: 't', difficulty: 3 });
    expect(tokenOf(undefined)).toEqual({ token: '', difficulty: 0 });
  });

  it('keeps the parameters of the link but its own', () => {
    expect(linkParams('?ch=qr&lang=en&preview&product=A')).toEqual({ ch: 'qr', product: 'A' });
  });

  it('says the words of public pages and of forms, and fetches a language when it is spoken', async () => {
    expect(wordsIn('en')('public.received')).toBe('已收到，谢谢');
    expect((await loadWords('zh'))('public.received')).toBe('已收到，谢谢');
    expect((await loadWords('en'))('form.required')).toBe('Required');
    expect(problemText({ code: 'client.offline', pointer: '' }, 'en')).toContain('offline');
  });
});

describe('drafts', () => {
  beforeEach(() => localStorage.clear());

  it('come back within a week, and only what was saved', () => {
    const store = drafts('demo/x');
    expect(store.load()).toBeUndefined();
    expect(store.save({ values: { a: 1 } }, 1000)).toBe(true);
    expect(store.load(2000)?.values).toEqual({ a: 1 });
    expect(drafts('demo/y').load(2000)).toBeUndefined();
    expect(store.load(1000 + 8 * 24 * 3600 * 1000)).toBeUndefined();
    store.clear();
    expect(store.load(2000)).toBeUndefined();
    expect(store.save({ values: { a: 2 } }, 2000)).toBe(true);
    store.clear(true);
    expect(store.save({ values: { a: 2 } }, 2000)).toBe(false);
    expect(store.load(2000)).toBeUndefined();
  });

  it('bring back what pictures look like, and the words alone where there is no room for them', () => {
    previews.set('p1', 'data:image/webp;base64,AAAA');
    previews.set('p2', 'blob:http://x/1');
    const values = { shots: [{ id: 'p1', name: 'a.png', size: 1 }, { id: 'p2', name: 'b.png', size: 1 }], tags: ['p1'] };
    drafts('pictures').save({ values });
    previews.clear();
    expect(drafts('pictures').load()?.values).toEqual(values);
    expect([...previews]).toEqual([['p1', 'data:image/webp;base64,AAAA']]);
    const kept = new Map<string, string>();
    const narrow = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => { if (text.includes('AAAA')) throw new Error('full'); kept.set(key, text); } } as unknown as Storage;
    expect(drafts('full', () => narrow).save({ values })).toBe(true);
    expect(drafts('full', () => narrow).load()?.values).toEqual(values);
  });

  it('do without a storage that is refused', () => {
    const refused = drafts('x', () => {
      throw new Error('refused');
    });
    expect(refused.save({ values: {} })).toBe(false);
    expect(refused.load()).toBeUndefined();
    refused.clear();
  });

  it('leave out consents and what is empty', async () => {
    await fields.load(['text', 'consent']);
    const one = (key: string, type: string) => ({ key, type, title: key, level: 'write' as const });
    const view: FormView = { key: 'f', title: 'f', fields: { a: one('a', 'text'), b: one('b', 'text'), c: one('c', 'consent') } };
    expect(keepable(view, { a: 'x', b: ' ', c: { given: true }, gone: 1 })).toEqual({ a: 'x' });
  });
});

describe('sending', () => {
  it('keeps the key for the same content only', () => {
    const make = vi.fn().mockReturnValueOnce('k1').mockReturnValueOnce('k2');
    const first = attemptFor('body', undefined, make);
    expect(attemptFor('body', first, make)).toBe(first);
    expect(attemptFor('other', first, make)).toEqual({ key: 'k2', body: 'other' });
  });

  it('replaces a token that has run out, once, under the same key', async () => {
    const answers = [
      [422, { problems: [{ code: 'public.token', pointer: '' }] }],
      [200, { form: { key: 'f', title: 'f', fields: {} }, token: { token: 'fresh', difficulty: 4 } }],
      [201, { no: 'JY1' }],
    ] as const;
    const calls: { url: string; key: string | null; body: Record<string, unknown> | undefined }[] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      const [status, body] = answers[calls.length]!;
      calls.push({ url, key: new Headers(init.headers).get('Idempotency-Key'), body: init.body ? (JSON.parse(init.body as string) as Record<string, unknown>) : undefined });
      return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
    });
    const sender = new Sender({ page: 'fill', app: 'demo', form: 'x', code: '' }, { token: 'old', difficulty: 0 }, () => 'en');
    expect(await sender.send({ a: 1 }, 'key')).toEqual({ no: 'JY1' });
    expect(calls.map(({ key }) => key)).toEqual(['key', null, 'key']);
    expect(calls[2]!.body).toMatchObject({ data: { a: 1 }, token: 'fresh' });
    expect(zeros(sha256(new TextEncoder().encode(`fresh:${String(calls[2]!.body!.nonce)}`)))).toBeGreaterThanOrEqual(4);
  });
});
