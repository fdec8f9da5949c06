import { afterEach, describe, expect, it, vi } from 'vitest';
import { download, nameOf } from './download';

afterEach(() => vi.unstubAllGlobals());

const answers = (body: ReadableStream<Uint8Array> | string, init?: ResponseInit) => vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init)));

describe('a file', () => {
  it('has its name in any language', () => {
    expect(nameOf("attachment; filename=\"export.csv\"; filename*=UTF-8''%E5%BB%BA%E8%AE%AE.csv")).toBe('建议.csv');
    expect(nameOf('attachment; filename="export.csv"')).toBe('export.csv');
  });

  it('comes whole, and tells how much has come', async () => {
    answers(new ReadableStream({ start: (to) => (to.enqueue(new Uint8Array(3)), to.enqueue(new Uint8Array(4)), to.close()) }));
    const seen: number[] = [];
    const { blob } = await download('x', {}, (count) => seen.push(count));
    expect([blob.size, ...seen]).toEqual([7, 3, 7]);
  });

  it('that breaks off is no file', async () => {
    answers(new ReadableStream({ start: (to) => to.enqueue(new Uint8Array(3)), pull: (to) => to.error(new TypeError('gone')) }));
    await expect(download('x', {}, () => undefined)).rejects.toMatchObject({ problems: [{ code: 'client.unreachable' }] });
  });

  it('that is refused says why', async () => {
    answers(JSON.stringify({ problems: [{ code: 'export.too_many', pointer: '/format', message: '太多' }] }), { status: 422, headers: { 'Content-Type': 'application/problem+json' } });
    await expect(download('x', {}, () => undefined)).rejects.toMatchObject({ status: 422, problems: [{ code: 'export.too_many' }] });
  });
});
