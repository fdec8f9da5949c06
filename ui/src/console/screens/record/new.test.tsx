// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../../i18n/console';
import { fields } from '../../../units/fields';
import { queries } from '../../query';
import New from './New';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const field = (key: string, title: string) => [key, { key, title, type: 'text', level: 'write', settings: {} }];
const viewOf = (...asked: [string, string][]) => ({ key: 'wish', title: '心愿', fields: Object.fromEntries(asked.map(([key, title]) => field(key, title))), layout: asked.map(([key]) => ({ field: key })), logic: [], formulas: [], checks: [] });

/** What the form is on the server. */
let view: unknown;
const sent: unknown[] = [];
/** Why what is sent is refused. */
let refused: { code: string; pointer: string; message: string }[] = [];

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  await startTexts();
  await i18n.loadNamespaces(['record', 'common']);
  await fields.load(['text']);
});
beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', (input: Request | string | URL, init?: RequestInit) => {
    const path = String(typeof input === 'object' && 'url' in input ? input.url : input);
    const answer = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status === 200 ? 'application/json' : 'application/problem+json' } }));
    if (path.endsWith('/session')) return answer({ user: { id: 'u1', name: '张三', login: 'z', admin: true }, apps: [] });
    if (path.endsWith('/forms/wish')) return answer({ form: view });
    if (!path.endsWith('/records')) return answer({ items: [] });
    sent.push(JSON.parse(init?.body as string));
    return answer({ title: '请检查', problems: refused }, 422);
  });
});

const settle = () => act(() => new Promise((done) => setTimeout(done, 40)));
const box = (host: HTMLElement, at: number) => host.querySelectorAll<HTMLInputElement>('form input')[at]!;

async function type(input: HTMLInputElement, text: string) {
  await act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    return Promise.resolve();
  });
}

async function open(): Promise<HTMLElement> {
  const host = document.body.appendChild(document.createElement('div'));
  const router = createMemoryRouter([{ path: '/a/:app/:form/new', element: <New /> }], { initialEntries: ['/a/s/wish/new'] });
  act(() => createRoot(host).render(<AntApp><QueryClientProvider client={queries}><RouterProvider router={router} /></QueryClientProvider></AntApp>));
  for (let tries = 0; tries < 20 && !box(host, 0); tries += 1) await settle();
  return host;
}
const send = async (host: HTMLElement) => {
  act(() => host.querySelector<HTMLButtonElement>('button[type="submit"]')!.click());
  await settle();
  await settle();
};

describe('a new record', () => {
  it('draws the form as it has become when what was sent does not fit it, and keeps what was typed', async () => {
    view = viewOf(['title', '标题'], ['old', '旧问题']);
    const host = await open();
    await type(box(host, 0), '退货太慢');
    await type(box(host, 1), '不再问了');
    view = viewOf(['title', '标题'], ['shop', '门店']);
    refused = [{ code: 'form.field.unknown', pointer: '/data/old', message: '没有这个字段' }];
    await send(host);
    expect(host.textContent).toContain('门店');
    expect(host.textContent).not.toContain('旧问题');
    expect(box(host, 0).value).toBe('退货太慢');
    expect(document.body.textContent).toContain('这张表单刚刚更新过');
    refused = [{ code: 'form.required', pointer: '/data/shop', message: '请填写门店' }];
    await send(host);
    expect(sent.at(-1)).toEqual({ data: { title: '退货太慢' } });
    expect(host.textContent).toContain('请填写门店');
  });
});
