// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../i18n/console';
import { Due } from './Due';

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  vi.useFakeTimers({ now: new Date('2026-03-02T09:00:00+08:00'), toFake: ['Date'] });
  await startTexts();
  await i18n.loadNamespaces('common');
});

it.each([
  ['2026-03-02T07:00:00+08:00', 'late', '超时 2 小时'],
  ['2026-03-02T11:00:00+08:00', 'soon', '剩 2 小时'],
  ['2026-03-05T09:00:00+08:00', 'ok', '剩 3 天'],
  [null, undefined, '无时限'],
])('says %s by word, by mark and by colour', (due, state, words) => {
  const host = document.createElement('div');
  const root = createRoot(host);
  act(() => root.render(<Due due={due} state={state === 'soon' ? 'soon' : undefined} />));
  const shown = host.querySelector<HTMLElement>('span')!;
  expect([shown.dataset.due, shown.textContent!.includes(words), shown.querySelector('svg') !== null]).toEqual([state, true, state !== undefined]);
  act(() => root.unmount());
});

it('has another colour for what is soon due, and for what is late', () => {
  const rules = readFileSync('src/console/parts/parts.module.css', 'utf8');
  const color = (state: string) => new RegExp(`\\.due\\[data-due="${state}"\\] \\{ color: var\\((--[a-z]+)\\)`).exec(rules)?.[1];
  expect([color('soon'), color('late')]).toEqual(['--warning', '--danger']);
});
