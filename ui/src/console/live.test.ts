// @vitest-environment happy-dom
import { focusManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, rest } from './live';
import { queries } from './query';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(kind: string, data: object, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId }));
  }
}

let stop: () => void;
let asked: string[];
const source = () => Source.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.all = [];
  asked = [];
  queries.clear();
  vi.spyOn(queries, 'invalidateQueries').mockImplementation(async (filters) => void asked.push(JSON.stringify(filters?.queryKey)));
  stop = listen();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('what the server tells', () => {
  it('reads again what shows people when they changed, and with a reload the rights of the reader too', () => {
    source().say('people', {});
    vi.advanceTimersByTime(500);
    expect(asked).toContain('["user"]');
    expect(asked).not.toContain('["session"]');
    source().say('reload', {});
    vi.advanceTimersByTime(500);
    expect(asked).toContain('["session"]');
  });

  it('is read again, together and once', () => {
    source().say('hello', {});
    for (let i = 0; i < 5; i++) source().say('record', { app: 'a', form: 'f', id: '1', rev: 2 + i });
    source().say('tasks', {});
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(asked).toEqual(['["records","a","f"]', '["mine"]', '["record","a","f","1"]', '["timeline","a","f","1"]', '["messages","a","f","1"]', '["tasks"]']);
  });

  it('is not read again when it was made here', () => {
    queries.setQueryData(['record', 'a', 'f', '1'], { rev: 7 });
    source().say('record', { app: 'a', form: 'f', id: '1', rev: 7 });
    vi.advanceTimersByTime(500);
    expect(asked).toEqual(['["records","a","f"]', '["mine"]']);
  });

  it('concerns what stands in one merge with it', () => {
    const merge = (more: object) => ({ rev: 1, process: { merge: { can: false, undo: false, field: 'p', members: [], ...more } } });
    queries.setQueryData(['record', 'a', 'f', 'lead'], merge({ members: [{ id: '1' }] }));
    queries.setQueryData(['record', 'a', 'f', 'child'], merge({ into: { id: '1' } }));
    queries.setQueryData(['record', 'a', 'f', 'other'], merge({ members: [{ id: '2' }] }));
    queries.setQueryData(['record', 'a', 'g', 'form'], merge({ into: { id: '1' } }));
    source().say('record', { app: 'a', form: 'f', id: '1', rev: 2 });
    vi.advanceTimersByTime(500);
    expect(asked.filter((key) => key.startsWith('["record",'))).toEqual(['["record","a","f","lead"]', '["record","a","f","child"]', '["record","a","f","1"]']);
  });

  it('makes everything be read again after a gap', () => {
    source().say('reload', {});
    vi.advanceTimersByTime(500);
    expect(asked).toContain('["records"]');
    expect(asked).toContain('["tasks"]');
  });
});

describe('the connection', () => {
  it('goes on where it broke off, less and less often while refused', () => {
    const session = vi.fn((_url: string) => Promise.reject(new TypeError('refused')));
    vi.stubGlobal('fetch', session);
    source().say('hello', {}, 'e-4');
    for (const wait of [2_000, 4_000, 8_000]) {
      const before = Source.all.length;
      source().readyState = 2;
      source().onerror!();
      vi.advanceTimersByTime(wait - 1);
      expect(Source.all.length).toBe(before);
      vi.advanceTimersByTime(1);
      expect(source().url).toBe('/api/v1/events?after=e-4');
      expect(Source.all.length).toBe(before + 1);
    }
    expect(session.mock.calls.map(([url]) => url)).toEqual(['/api/v1/session', '/api/v1/session', '/api/v1/session']);
  });

  it('rests while nobody is signed in, and goes on afterwards', () => {
    rest(true);
    expect([source().readyState, focusManager.isFocused()]).toEqual([2, false]);
    vi.advanceTimersByTime(600_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(Source.all.length).toBe(1);
    rest(false);
    expect([Source.all.length, source().readyState, focusManager.isFocused()]).toEqual([2, 1, true]);
  });

  it('is given up while nobody looks', () => {
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(source().readyState).toBe(2);
    state.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(Source.all.length).toBe(2);
  });
});
