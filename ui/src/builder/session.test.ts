// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definition } from '../model/design';
import { backup, recall } from './backup';
import { designOf, type Place } from './session';

const stored: Definition = { kind: 'list', key: 'kinds', title: '类别', description: '旧的说明', schemaVersion: 1, spec: { options: [] } };
const mine: Definition = { kind: 'list', key: 'kinds', title: '断网时改的名', schemaVersion: 1, spec: { options: [{ key: 'a', title: '甲' }] } };
let saved: unknown[] = [];

beforeEach(() => {
  saved = [];
  vi.stubGlobal('fetch', (_: unknown, init?: RequestInit) => {
    if (init?.method === 'PUT') saved.push(JSON.parse(init.body as string));
    const headers = { 'Content-Type': 'application/json', ETag: init?.method === 'PUT' ? '"4"' : '"0-7"' };
    return Promise.resolve(new Response(JSON.stringify(init?.method === 'PUT' ? { rev: 4 } : stored), { headers }));
  });
});

/** A definition as a tab opens it that finds what another one left behind when it was closed. */
async function reopened(key: string, rev: string) {
  const place: Place = { app: 'shop', kind: 'list', key };
  backup(`shop/list/${key}`, { rev, document: mine });
  const design = designOf(place);
  await vi.waitFor(() => expect(design.getState().state).toBe('ready'));
  return design;
}

describe('what was edited without a connection', () => {
  it('is there again when the tab was closed meanwhile, is saved, and can be taken back', async () => {
    const design = await reopened('closed', '"0-7"');
    expect(design.getState().edit.document).toEqual(mine);
    await design.flush();
    expect(saved).toEqual([mine]);
    expect(recall('shop/list/closed')).toBeUndefined();
    design.undo();
    expect(design.getState().edit.document).toEqual(stored);
  });

  it('is asked about when somebody else saved since', async () => {
    const design = await reopened('overtaken', '"0-6"');
    expect(design.getState()).toMatchObject({ keeping: 'conflict', theirs: stored });
    expect(design.getState().edit.document).toEqual(mine);
    expect(saved).toEqual([]);
  });
});
