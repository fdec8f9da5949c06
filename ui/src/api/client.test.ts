import { afterEach, describe, expect, it, vi } from 'vitest';
import { address, get, newKey, onRefused, post, put, request, speak } from './client';
import { ApiError } from './problem';

type Handler = (url: string, init: RequestInit & { headers: Headers }) => Response | Promise<Response>;

function serve(handler: Handler) {
  const fetcher = vi.fn(handler as unknown as typeof fetch);
  vi.stubGlobal('fetch', fetcher);
  return fetcher;
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
const sent = (fetcher: ReturnType<typeof serve>, at = 0) => fetcher.mock.calls[at]![1] as RequestInit & { headers: Headers };
const failure = (call: Promise<unknown>) => call.then(() => undefined, (error: unknown) => error as ApiError);

afterEach(() => {
  vi.useRealTimers();
  speak('');
});

describe('requests', () => {
  it('ask below /api/v1 and leave empty parameters out', () => {
    expect(address('records', { form: 'a b', tag: ['x', 'y'], none: '', no: null, n: 0 })).toBe('/api/v1/records?form=a+b&tag=x&tag=y&n=0');
    expect(address('/healthz')).toBe('/healthz');
  });

  it('send JSON with the CSRF token of the cookie, the language and a fresh idempotency key', async () => {
    vi.stubGlobal('document', { cookie: 'a=1; huiyin_csrf=to%3Dken' });
    const fetcher = serve(() => json({ id: 'r1' }, 201));
    speak('en');
    expect(await post('records', { title: '好' })).toEqual({ id: 'r1' });
    await post('records', {});
    const { headers, body } = sent(fetcher);
    expect(headers.get('X-CSRF-Token')).toBe('to=ken');
    expect(headers.get('Accept-Language')).toBe('en');
    expect(headers.get('Content-Type')).toBe('application/json');
    expect(body).toBe('{"title":"好"}');
    expect(headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(headers.get('Idempotency-Key')).not.toBe(sent(fetcher, 1).headers.get('Idempotency-Key'));
  });

  it('keep the key of a retried intention and the ETag of an edit', async () => {
    const fetcher = serve(() => json({}, 200, { ETag: '"8"' }));
    await post('records', {}, { idempotencyKey: 'same' });
    const answer = await request('PUT', 'records/1', { body: {}, ifMatch: '"7"' });
    expect(sent(fetcher).headers.get('Idempotency-Key')).toBe('same');
    expect(sent(fetcher, 1).headers.get('If-Match')).toBe('"7"');
    expect(sent(fetcher, 1).headers.has('Idempotency-Key')).toBe(false);
    expect(answer.etag).toBe('"8"');
  });

  it('leave the content type of an upload to the browser', async () => {
    const fetcher = serve(() => new Response(null, { status: 204 }));
    expect(await put('files', new Blob(['x']))).toBeUndefined();
    expect(sent(fetcher).headers.has('Content-Type')).toBe(false);
  });

  it('make keys also where randomUUID is missing, as on plain http', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(10) });
    expect(newKey()).toBe('0a'.repeat(16));
  });
});

describe('failures', () => {
  it('carry the problems of the server', async () => {
    const problems = [{ code: 'form.field.required', pointer: '/title', message: '请填写标题' }];
    serve(() => json({ problems }, 422));
    const error = await failure(get('x'));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, problems, message: '请填写标题', retryable: false });
  });

  it('have a problem even when the server answered with none', async () => {
    serve(() => new Response('<h1>bad gateway</h1>', { status: 502, headers: { 'Retry-After': '7' } }));
    const error = await failure(get('x'));
    expect(error).toMatchObject({ status: 502, retryAfter: 7, retryable: true, problems: [{ code: 'client.unreadable' }] });
  });

  it('tell offline from unreachable', async () => {
    serve(() => Promise.reject(new TypeError('failed')));
    vi.stubGlobal('navigator', { onLine: false });
    expect(await failure(get('x'))).toMatchObject({ status: 0, failure: 'offline', retryable: true });
    vi.stubGlobal('navigator', { onLine: true });
    expect(await failure(get('x'))).toMatchObject({ failure: 'unreachable', problems: [{ code: 'client.unreachable' }] });
  });

  it('end a call that takes too long, and let a cancelled one be', async () => {
    vi.useFakeTimers();
    const hang: Handler = (_, init) =>
      new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    serve(hang);
    const late = failure(get('x', { timeout: 50 }));
    await vi.advanceTimersByTimeAsync(60);
    expect(await late).toMatchObject({ failure: 'timeout' });
    const stop = new AbortController();
    const stopped = failure(get('x', { signal: stop.signal }));
    stop.abort();
    expect(await stopped).not.toBeInstanceOf(ApiError);
  });

  it('refuse JSON that is none', async () => {
    serve(() => new Response('{', { headers: { 'Content-Type': 'application/json' } }));
    expect(await failure(get('x'))).toMatchObject({ failure: 'unreadable' });
  });

  it('report a lost session to the shell', async () => {
    serve(() => json({ problems: [] }, 401));
    const seen: number[] = [];
    const stop = onRefused((error) => seen.push(error.status));
    await failure(get('x'));
    stop();
    await failure(get('x'));
    expect(seen).toEqual([401]);
  });
});
