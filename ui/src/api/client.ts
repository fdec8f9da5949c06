import { ApiError, isProblem, type Failure, type Problem } from './problem';

/** The part of every address before the resource: `get('records')` asks `/api/v1/records`. */
const root = '/api/v1/';
const defaultTimeout = 30_000;

export interface Call {
  query?: Record<string, string | number | boolean | readonly string[] | undefined | null>;
  /** Sent as JSON, except FormData, Blob and strings, which go as they are. */
  body?: unknown;
  /** The ETag the edit was based on; the server answers 412 or 409 when somebody was faster. */
  ifMatch?: string;
  /** One key per intention of the person: pass the same one again when the same submission is retried. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** Milliseconds; 0 waits for ever. The default is 30 s. */
  timeout?: number;
  signal?: AbortSignal;
}

export interface Answer<T> {
  data: T;
  status: number;
  /** The ETag to send back as ifMatch; empty when the resource has none. */
  etag: string;
  headers: Headers;
}

let language = '';
const refused = new Set<(error: ApiError) => void>();

/** speak sets the language problems are reported in; until then the browser's own preference is sent. */
export function speak(lang: string): void {
  language = lang;
}

/** onRefused calls back on every 401, so the shell can show the login page; it returns the way to stop. */
export function onRefused(listener: (error: ApiError) => void): () => void {
  refused.add(listener);
  return () => refused.delete(listener);
}

/** newKey makes an idempotency key. randomUUID exists only on secure origins, and intranet servers often are not. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** cookie returns the value of a readable cookie, empty when there is none. */
export function cookie(name: string): string {
  const jar = typeof document === 'undefined' ? '' : document.cookie;
  const entry = jar.split('; ').find((pair) => pair.startsWith(name + '='));
  return entry ? decodeURIComponent(entry.slice(name.length + 1)) : '';
}

/** address joins a path below the API root, or an absolute one, with its query; empty values are left out. */
export function address(path: string, query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((one: string) => search.append(name, one));
    else if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  const base = path.startsWith('/') ? path : root + path;
  return text ? `${base}${base.includes('?') ? '&' : '?'}${text}` : base;
}

function isRaw(body: unknown): body is BodyInit {
  return body instanceof FormData || body instanceof Blob || typeof body === 'string';
}

/** headersFor is what every call tells the server besides its body. */
export function headersFor(method: string, call: Call): Headers {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (language) headers.set('Accept-Language', language);
  if (call.body !== undefined && !isRaw(call.body)) headers.set('Content-Type', 'application/json');
  if (method !== 'GET') {
    const token = cookie('huiyin_csrf');
    if (token) headers.set('X-CSRF-Token', token);
  }
  if (method === 'POST') headers.set('Idempotency-Key', call.idempotencyKey ?? newKey());
  if (call.ifMatch) headers.set('If-Match', call.ifMatch);
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  return headers;
}

/** failed is the error of a call that never got an answer. */
export function failed(failure: Failure, status = 0): ApiError {
  return new ApiError(status, [{ code: `client.${failure}`, pointer: '' }], { failure });
}

/** send runs fetch under a deadline; a cancellation by the caller passes through as the AbortError it is. */
async function send(url: string, init: RequestInit, call: Call): Promise<Response> {
  const stop = new AbortController();
  const cancel = () => stop.abort();
  call.signal?.addEventListener('abort', cancel);
  if (call.signal?.aborted) cancel();
  const limit = call.timeout ?? defaultTimeout;
  const timer = limit > 0 ? setTimeout(cancel, limit) : undefined;
  try {
    return await fetch(url, { ...init, signal: stop.signal });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    if (stop.signal.aborted) throw failed('timeout');
    throw failed(typeof navigator !== 'undefined' && navigator.onLine === false ? 'offline' : 'unreachable');
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', cancel);
  }
}

async function decode(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    // The line broke in the middle of the answer.
    throw failed('unreachable');
  });
  if (text === '') return undefined;
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw failed('unreadable', response.status);
  }
}

function refusal(response: Response, body: unknown): ApiError {
  const listed = (body as { problems?: unknown } | undefined)?.problems;
  const problems: Problem[] = Array.isArray(listed) ? listed.filter(isProblem) : [];
  if (problems.length === 0) problems.push({ code: 'client.unreadable', pointer: '', params: { status: response.status } });
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiError(response.status, problems, { retryAfter: wait > 0 ? wait : undefined, body });
}

/** request makes one call and resolves with the decoded answer, or rejects with an ApiError. */
export async function request<T>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
  const body = call.body === undefined ? undefined : isRaw(call.body) ? call.body : JSON.stringify(call.body);
  const init: RequestInit = { method, body, headers: headersFor(method, call), credentials: 'same-origin' };
  return settle<T>(await send(address(path, call.query), init, call));
}

/** settle turns the server's response into the answer, or rejects with its refusal. */
export async function settle<T>(response: Response): Promise<Answer<T>> {
  const data = await decode(response);
  if (!response.ok) {
    const error = refusal(response, data);
    if (response.status === 401) refused.forEach((listener) => listener(error));
    throw error;
  }
  return { data: data as T, status: response.status, etag: response.headers.get('ETag') ?? '', headers: response.headers };
}

const only = async <T>(answer: Promise<Answer<T>>) => (await answer).data;

export const get = <T>(path: string, call?: Call) => only(request<T>('GET', path, call));
export const post = <T>(path: string, body?: unknown, call?: Call) => only(request<T>('POST', path, { ...call, body }));
export const put = <T>(path: string, body?: unknown, call?: Call) => only(request<T>('PUT', path, { ...call, body }));
export const patch = <T>(path: string, body?: unknown, call?: Call) => only(request<T>('PATCH', path, { ...call, body }));
export const remove = <T>(path: string, call?: Call) => only(request<T>('DELETE', path, call));
