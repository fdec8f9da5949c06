import { focusManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { get } from '../api/client';
import type { Merge } from '../model/twin';
import { queries } from './query';

/** What shows people: lists, pages, counts, and what roles let them do. */
export const ofPeople = ['users', 'user', 'user-sessions', 'organisation', 'duties', 'rights'] as const;

/** What the server says about a record, or about many of a form. */
interface Notice {
  app: string;
  form: string;
  id?: string;
  rev?: number;
}

const kinds = ['hello', 'reload', 'record', 'records', 'tasks', 'inbox', 'people'] as const;
type Kind = (typeof kinds)[number];

/** What comes within so many milliseconds is read again together. */
const gather = 400;
const firstPause = 2_000;
const longestPause = 60_000;

let source: EventSource | undefined;
let up = false;
let listening = false;
let resting = false;
let at = '';
let pause = firstPause;
let retry: ReturnType<typeof setTimeout> | undefined;
let pending = new Map<string, readonly unknown[]>();
let flushing: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

function setUp(next: boolean): void {
  if (up === next) return;
  up = next;
  watchers.forEach((watcher) => watcher());
}

function stale(...key: readonly unknown[]): void {
  pending.set(JSON.stringify(key), key);
  flushing ??= setTimeout(flush, gather);
}

function flush(): void {
  flushing = undefined;
  const keys = [...pending.values()];
  pending = new Map();
  for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
}

/** together marks as stale the records on the page that say something about this one: those of the same merge. */
function together(app?: string, form?: string, id?: string): void {
  for (const [key, record] of queries.getQueriesData<{ process?: { merge?: Merge | null } | null }>({ queryKey: ['record', app, form] })) {
    const merge = record?.process?.merge;
    if (merge && (id === undefined || merge.into?.id === id || merge.members.some((one) => one.id === id))) stale(...key);
  }
}

/** hear marks as stale what a notice is about; what is shown of it is read again. */
export function hear(kind: Kind, { app, form, id, rev }: Partial<Notice>): void {
  if (kind === 'tasks' || kind === 'inbox') return stale(kind);
  if (kind === 'people') return ofPeople.forEach((name) => stale(name));
  // It may be the listener's own rights that changed: the session says what they may do now.
  if (kind === 'reload') return ['session', 'tasks', 'inbox', 'records', 'record', 'mine', 'bin', ...ofPeople].forEach((name) => stale(name));
  if (kind !== 'record' && kind !== 'records') return;
  stale('records', app, form);
  stale('mine');
  together(app, form, id);
  // A version that is on the page already was made there.
  const known = queries.getQueryData<{ rev?: number }>(['record', app, form, id])?.rev ?? 0;
  if (id && (rev ?? 0) > known) for (const part of ['record', 'timeline', 'messages']) stale(part, app, form, id);
}

function connect(): void {
  if (source || resting || typeof EventSource === 'undefined') return;
  clearTimeout(retry);
  const mine = new EventSource(`/api/v1/events${at ? `?after=${encodeURIComponent(at)}` : ''}`);
  source = mine;
  for (const kind of kinds) {
    mine.addEventListener(kind, (event) => {
      at = event.lastEventId || at;
      pause = firstPause;
      setUp(true);
      hear(kind, JSON.parse(event.data as string) as Partial<Notice>);
    });
  }
  mine.onerror = () => {
    setUp(false);
    if (mine.readyState !== EventSource.CLOSED) return; // the browser tries by itself
    disconnect();
    void get('session').catch(() => undefined); // if nobody is signed in any more, the page is to know at once
    retry = setTimeout(connect, pause);
    pause = Math.min(longestPause, pause * 2);
  };
}

function disconnect(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
  setUp(false);
}

/** listen hears what changes as long as the tab is in view: browsers have few connections to a server. It returns the way to stop. */
export function listen(): () => void {
  const look = () => (document.visibilityState === 'hidden' ? disconnect() : connect());
  listening = true;
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    listening = false;
    document.removeEventListener('visibilitychange', look);
    disconnect();
    at = '';
  };
}

/** rest asks the server for nothing any more while nobody is signed in, who would only be refused, until it is called with false. */
export function rest(now: boolean): void {
  if (resting === now) return;
  resting = now;
  focusManager.setFocused(now ? false : undefined);
  if (now) disconnect();
  else if (listening && document.visibilityState !== 'hidden') connect();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** The server tells of changes but not of the time that passes, which makes things late. */
const quiet = 300_000;

/** useEvery is how often to ask by oneself, in milliseconds: every so often while nobody tells, rarely while somebody does. */
export function useEvery(polling: number): number {
  return useSyncExternalStore(watch, () => up) ? quiet : polling;
}
