/** Problem is one fault a person can cause, as the server reports it; code is stable, message is in the reader's language. */
export interface Problem {
  code: string;
  /** RFC 6901 pointer into the definition or the submitted document; empty means the whole of it. */
  pointer: string;
  message?: string;
  params?: Record<string, unknown>;
  warning?: boolean;
  /** The definition it is in and the place inside, in words, where the server knows them. */
  title?: string;
  place?: string;
}

const escapePart = (part: string) => part.replace(/~/g, '~0').replace(/\//g, '~1');
const unescapePart = (part: string) => part.replace(/~1/g, '/').replace(/~0/g, '~');

/** pointer builds an RFC 6901 pointer from its parts, escaping each. */
export function pointer(...parts: (string | number)[]): string {
  return parts.map((part) => '/' + escapePart(String(part))).join('');
}

/** splitPointer returns the unescaped parts of a pointer; the empty pointer has none. */
export function splitPointer(text: string): string[] {
  return text === '' ? [] : text.replace(/^\//, '').split('/').map(unescapePart);
}

/** under reports whether a pointer names the place itself or something inside it. */
export function under(text: string, place: string): boolean {
  return text === place || text.startsWith(place + '/');
}

/** problemsAt returns the problems of one place, and of everything inside it when deep is set. */
export function problemsAt(problems: readonly Problem[], place: string, deep = false): Problem[] {
  return problems.filter((problem) => (deep ? under(problem.pointer, place) : problem.pointer === place));
}

/** blocking returns the problems that are not mere warnings. */
export function blocking(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => !problem.warning);
}

/** isProblem tells whether a decoded JSON value has the shape of a Problem. */
export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Record<string, unknown>;
  return typeof candidate.code === 'string' && typeof candidate.pointer === 'string';
}

/** What went wrong between browser and server, when it was not an answer of the server. */
export type Failure = 'offline' | 'timeout' | 'unreachable' | 'unreadable';

/**
 * ApiError is every way a call can fail. A refusal by the server carries its status and problems; a call that never got
 * an answer has status 0, a failure, and one problem (`client.offline` …) so that screens need a single way to show it.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: Problem[];
  readonly failure?: Failure;
  /** Seconds to wait before another try, when the server said so. */
  readonly retryAfter?: number;
  /** The whole decoded body, for answers that carry more, such as the field-level diff of a 409. */
  readonly body: unknown;

  constructor(status: number, problems: Problem[], more: { failure?: Failure; retryAfter?: number; body?: unknown } = {}) {
    super(problems[0]?.message ?? problems[0]?.code ?? `status ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.problems = problems;
    this.failure = more.failure;
    this.retryAfter = more.retryAfter;
    this.body = more.body;
  }

  /** True when the same call may succeed later without any change by the person. */
  get retryable(): boolean {
    return this.failure !== undefined || this.status === 429 || this.status >= 502;
  }
}
