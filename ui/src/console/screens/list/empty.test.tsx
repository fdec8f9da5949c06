// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../../i18n/console';
import type { ListItem } from '../../../model/list';
import { queries } from '../../query';
import List from './List';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const filter = { field: 'record.owner', op: 'eq', value: 'me' };
const views = [
  { key: 'mine', title: '我负责的', filter },
  { key: 'urgent', title: '紧急类', filter },
  { key: 'todo', title: '待处理', filter },
  { key: 'all', title: '全部', filter: null },
];
const row = (id: string, title: string): ListItem => ({ id, rev: 1, no: id, title, createdAt: '2026-03-04T01:00:00Z', status: null, owner: null, submitter: null });
/** What each view holds; only the titles are searched. */
let held: Record<string, ListItem[]>;
let host: HTMLElement;
let root: Root;

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  await startTexts();
  await i18n.loadNamespaces(['list', 'common']);
});
beforeEach(() => {
  vi.stubGlobal('fetch', async (input: string | URL) => {
    const { pathname, searchParams } = new URL(String(input), 'http://x');
    const found = (held[searchParams.get('view') ?? ''] ?? []).filter((one) => one.title.includes(searchParams.get('q') ?? ''));
    const body = /\/columns$/.test(pathname)
      ? { columns: [], views }
      : /\/session$/.test(pathname)
        ? { user: { id: 'u1', name: '张三', login: 'z', admin: false }, apps: [] }
        : { items: found, next: '', count: found.length };
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
  });
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  queries.clear();
});

const settle = () => act(() => new Promise((done) => setTimeout(done, 30)));
async function open(address: string, shown: string) {
  const router = createMemoryRouter([{ path: '/a/:app/:form', element: <List /> }], { initialEntries: [`/a/s/suggestion${address}`] });
  root = createRoot(host);
  act(() => root.render(<AntApp><QueryClientProvider client={queries}><RouterProvider router={router} /></QueryClientProvider></AntApp>));
  for (let tries = 0; tries < 40 && !host.textContent!.includes(shown); tries += 1) await settle();
  return router;
}
const button = (words: string) => [...host.querySelectorAll<HTMLElement>('button')].find((one) => one.textContent!.includes(words));

describe('a list with nothing in it', () => {
  it('offers to search in all records for words that the view does not have', async () => {
    held = { all: [row('1', '导出太慢'), row('2', '打印')] };
    const router = await open('?q=导出', '1 条');
    expect(host.textContent).toContain('只在「我负责的」里查找');
    act(() => button('在全部记录中查找（1 条）')!.click());
    for (let tries = 0; tries < 40 && !host.textContent!.includes('导出太慢'); tries += 1) await settle();
    expect(router.state.location.search).toBe(`?q=${encodeURIComponent('导出')}&view=all`);
    expect(host.textContent).toContain('导出太慢');
  });

  it('says so when there is none among all records either', async () => {
    held = { all: [row('2', '打印')] };
    await open('?q=导出', '全部记录里也没有');
    expect(button('在全部记录中查找')).toBeUndefined();
    expect(button('清除筛选')).toBeDefined();
  });

  it('leads from an empty view to the next one that has something', async () => {
    held = { todo: [row('1', '导出太慢')], all: [row('1', '导出太慢')] };
    const router = await open('', '看「待处理」');
    expect(host.textContent).toContain('「我负责的」里现在没有记录');
    act(() => button('看「待处理」，1 条')!.click());
    await settle();
    expect(router.state.location.search).toBe('?view=todo');
  });
});
