// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../../i18n/console';
import { queries } from '../../query';
import Work from './Work';

let done: unknown[];
let host: HTMLElement;
let root: Root;

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  await startTexts();
  await i18n.loadNamespaces(['work', 'common']);
});
beforeEach(() => {
  vi.stubGlobal('fetch', async (input: Request | string | URL) => {
    const { pathname, searchParams } = new URL(typeof input === 'object' && 'url' in input ? input.url : String(input), 'http://x');
    const counts = pathname.endsWith('/count');
    const items = searchParams.get('state') === 'done' ? done : [];
    return new Response(JSON.stringify(counts ? { open: 0, late: 0, unread: 0 } : { items }), { headers: { 'Content-Type': 'application/json' } });
  });
  queries.setQueryData(['session'], { user: { id: 'u1', name: '张三', login: 'z' }, apps: [] });
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  queries.clear();
});

it.each([
  ['tells a newcomer what will stand there', [], '流程分给您的任务会列在下面；到了会有提醒。'],
  ['tells who finished tasks that all are done', [{ id: 't1' }], '手上的事都办完了。'],
])('%s', async (_, finished, line) => {
  done = finished;
  act(() => root.render(<AntApp><QueryClientProvider client={queries}><MemoryRouter><Work /></MemoryRouter></QueryClientProvider></AntApp>));
  await vi.waitFor(() => act(() => expect(queries.isFetching()).toBe(0)));
  expect(host.querySelector('header p')!.textContent).toBe(line);
});
