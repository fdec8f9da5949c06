import { createStore, type StoreApi } from 'zustand/vanilla';
import { request } from '../api/client';
import { ApiError, type Problem } from '../api/problem';
import type { Definition } from '../model/design';
import { same } from '../model/formview';
import { begin, perform, redo, settle, undo, type Command, type Edit, type Said } from '../model/edit';
import { backup, forget, recall } from './backup';
import { pending } from './pending';

/** Where a definition lies. */
export interface Place {
  app: string;
  kind: string;
  key: string;
}

/**
 * How what was edited is kept: `saved`, `waiting` for a pause, `saving`, `offline` while the server cannot be reached
 * (everything is kept in this browser and sent later), `conflict` when somebody else saved meanwhile, `refused` when the
 * server cannot keep it as it is.
 */
export type Keeping = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused';

export interface Designed {
  place: Place;
  state: 'loading' | 'ready' | 'failed';
  error?: unknown;
  edit: Edit<Definition>;
  keeping: Keeping;
  savedAt?: Date;
  /** Why the server refused to keep it. */
  refusal: readonly Problem[];
  /** What somebody else saved, while keeping is `conflict`. */
  theirs?: Definition;
  /** The last thing done, for the announcement: `done`, `undone` or `redone`. Numbered, so that the same twice is said twice. */
  said?: { what: 'done' | 'undone' | 'redone'; said: Said; count: number };
}

/** Design is one definition under work: what designers read and do. */
export interface Design extends StoreApi<Designed> {
  do: <S>(command: Command<Definition<S>>) => void;
  /** Ends a gesture, such as when a text field is left. */
  settle: () => void;
  undo: () => void;
  redo: () => void;
  /** Saves now and resolves when it is saved, or could not be. */
  flush: () => Promise<void>;
  /** Drops the own changes for what somebody else saved. */
  takeTheirs: () => void;
  /** Saves the own version over what somebody else saved. */
  keepMine: () => void;
  /** Reads it again after it could not be read. */
  reload: () => Promise<void>;
  /** Follows what happened to it elsewhere; what can be taken back stays so when nothing of it was changed. */
  renew: () => Promise<void>;
}

const pause = 700;
const again = 4_000;
const empty: Definition = { kind: '', key: '', title: '', schemaVersion: 1, spec: {} };
const open = new Map<string, Design>();

const id = ({ app, kind, key }: Place) => `${app}/${kind}/${key}`;
const path = ({ app, kind, key }: Place) => `apps/${app}/definitions/${kind}/${key}`;

/** designOf is the one session of a definition in this tab: its steps outlive the screen that shows it. */
export function designOf(place: Place): Design {
  const known = open.get(id(place));
  if (known) return known;
  const made = start(place);
  open.set(id(place), made);
  return made;
}

/** renewDesigns tells all sessions of an app that its drafts changed as a whole: published, restored, imported. */
export function renewDesigns(app: string): void {
  for (const design of open.values()) {
    const { place, keeping } = design.getState();
    if (place.app === app && keeping === 'saved') void design.renew();
  }
}

/** unsaved tells whether anything of an app waits for being saved. */
export function unsaved(app: string): Design[] {
  return [...open.values()].filter((design) => design.getState().place.app === app && design.getState().keeping !== 'saved');
}

/** become makes a draft what another document is. */
function become(draft: Definition, document: Definition): void {
  for (const key of Object.keys(draft)) if (!(key in document)) delete (draft as unknown as Record<string, unknown>)[key];
  Object.assign(draft, document);
}

function start(place: Place): Design {
  const store = createStore<Designed>(() => ({ place, state: 'loading', edit: begin(empty), keeping: 'saved', refusal: [] }));
  let rev = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let count = 0;

  const put = (next: Partial<Designed>) => store.setState(next);

  async function load() {
    put({ state: 'loading' });
    try {
      const answer = await request<Definition>('GET', path(place));
      rev = answer.etag;
      const kept = recall(id(place));
      put({ state: 'ready', edit: begin(answer.data), keeping: 'saved', refusal: [], theirs: undefined, error: undefined });
      if (!kept) return;
      if (kept.rev === rev) change(perform(store.getState().edit, { said: { key: 'recovered' }, apply: (draft) => become(draft, kept.document) }), 'done');
      else put({ edit: begin(kept.document), keeping: 'conflict', theirs: answer.data });
    } catch (error) {
      put({ state: 'failed', error });
    }
  }

  async function renew() {
    try {
      const answer = await request<Definition>('GET', path(place));
      if (store.getState().keeping !== 'saved') return;
      rev = answer.etag;
      if (!same(answer.data, store.getState().edit.document)) put({ edit: begin(answer.data) });
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) put({ state: 'failed', error });
    }
  }

  function change(next: Edit<Definition>, what: 'done' | 'undone' | 'redone', about?: Said) {
    const now = store.getState().edit;
    if (next === now) return;
    count += 1;
    const said = about ?? next.past.at(-1)?.said ?? { key: 'changed' };
    put({ edit: next, said: { what, said, count } });
    if (next.document === now.document) return;
    backup(id(place), { rev, document: next.document });
    if (store.getState().keeping === 'conflict') return;
    put({ keeping: 'waiting' });
    later(pause);
  }

  function later(wait: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), wait);
  }

  /** One save at a time; what was changed meanwhile is saved after it. */
  function save(): Promise<void> {
    clearTimeout(timer);
    running ??= send().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function send() {
    const { document } = store.getState().edit;
    put({ keeping: 'saving' });
    try {
      const answer = await request<{ rev: number }>('PUT', `apps/${place.app}/drafts`, { body: document, ifMatch: rev || undefined });
      rev = answer.etag || `"${answer.data.rev}"`;
      const changed = store.getState().edit.document !== document;
      if (!changed) forget(id(place));
      put({ keeping: changed ? 'waiting' : 'saved', savedAt: new Date(), refusal: [] });
      pending.told(place.app);
      if (changed) later(pause);
    } catch (error) {
      await refused(error);
    }
  }

  async function refused(error: unknown) {
    if (!(error instanceof ApiError) || error.retryable || error.status === 0 || error.status === 401) {
      put({ keeping: 'offline' });
      return later(again);
    }
    if (error.problems.some(({ code }) => code === 'draft.newer_exists')) {
      const theirs = await request<Definition>('GET', path(place)).catch(() => undefined);
      if (theirs) rev = theirs.etag;
      return put({ keeping: 'conflict', theirs: theirs?.data });
    }
    put({ keeping: 'refused', refusal: error.problems });
  }

  const design: Design = {
    ...store,
    do: (command) => change(perform(store.getState().edit, command as Command<Definition>), 'done'),
    settle: () => put({ edit: settle(store.getState().edit) }),
    undo: () => change(undo(store.getState().edit), 'undone', store.getState().edit.past.at(-1)?.said),
    redo: () => change(redo(store.getState().edit), 'redone', store.getState().edit.future.at(-1)?.said),
    async flush() {
      while (store.getState().keeping === 'waiting' || running) await save();
    },
    takeTheirs() {
      const { theirs } = store.getState();
      forget(id(place));
      if (theirs) put({ edit: begin(theirs), keeping: 'saved', theirs: undefined });
    },
    keepMine() {
      put({ keeping: 'waiting', theirs: undefined });
      void save();
    },
    reload: load,
    renew,
  };
  if (typeof addEventListener === 'function') addEventListener('online', () => store.getState().keeping === 'offline' && void save());
  void load();
  return design;
}
