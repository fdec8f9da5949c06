// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import type { Comment, TrackView } from '../track';
import { Conversation } from './Conversation';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const said = (n: number): Comment => ({ at: `2026-03-04T02:00:${String(n).padStart(2, '0')}Z`, mine: n % 2 === 0, text: `words ${n}`, files: [] });
const track = (from: number, to: number, earlier: string): TrackView => ({
  no: 'JY1', title: 'Slow', form: { title: 'F' }, createdAt: '2026-03-04T01:00:00Z', timeline: [], canComment: false, earlier,
  comments: Array.from({ length: to - from }, (_, i) => said(from + i)),
});

afterEach(() => document.body.replaceChildren());

it('goes back in what was said page by page to the first word, keeps the new ones, and leaves the focus with the list', async () => {
  const pages: Record<string, unknown> = { c6: { comments: [said(3), said(4), said(5)], earlier: 'c3' }, c3: { comments: [said(1), said(2)], earlier: '' } };
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const before = new URL(url, 'http://x').searchParams.get('before') ?? '';
    asked.push(before);
    return new Response(JSON.stringify(pages[before]), { headers: { 'Content-Type': 'application/json' } });
  });
  const box = document.body.appendChild(document.createElement('div'));
  const root = createRoot(box);
  const show = (view: TrackView) => act(() => root.render(<Conversation track={view} code="x.1" tell={async () => undefined} language="en" t={(key) => key} />));
  const words = () => [...box.querySelectorAll('li p')].map((one) => one.textContent);
  show(track(6, 9, 'c6'));
  expect(words()).toEqual(['words 6', 'words 7', 'words 8']);
  const press = () => act(async () => box.querySelector('button')!.click());
  await press();
  show(track(7, 10, 'c7'));
  expect(words()).toEqual([3, 4, 5, 6, 7, 8, 9].map((n) => `words ${n}`));
  await press();
  expect(asked).toEqual(['c6', 'c3']);
  expect(words()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `words ${n}`));
  expect(box.querySelector('button')).toBeNull();
  expect(document.activeElement?.tagName).toBe('UL');
  act(() => root.unmount());
});
