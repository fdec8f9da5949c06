// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../../i18n/console';
import { queries } from '../../query';
import { NextSteps } from './NextSteps';

let advice: { code: string; message: string }[];
let users: number;
let host: HTMLElement;
let root: Root;
const answers: [RegExp, () => unknown][] = [
  [/\/v1\/system$/, () => ({ advice })],
  [/\/v1\/users$/, () => ({ items: [], count: users })],
  [/\/records$/, () => ({ items: [] })],
  [/\/public\/forms\//, () => ({ form: {} })],
];

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  await startTexts();
  await i18n.loadNamespaces(['work', 'common']);
});
beforeEach(() => {
  vi.stubGlobal('fetch', async (input: Request | string | URL) => {
    const { pathname } = new URL(typeof input === 'object' && 'url' in input ? input.url : String(input), 'http://x');
    const found = answers.find(([pattern]) => pattern.test(pathname));
    return new Response(JSON.stringify(found?.[1]() ?? {}), { status: found ? 200 : 404, headers: { 'Content-Type': 'application/json' } });
  });
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  queries.clear();
});

async function show() {
  queries.setQueryData(['session'], { user: { id: 'u1', name: '张三', login: 'z', admin: true }, apps: [{ key: 's', title: 'S', forms: [{ form: 'suggestion', title: '建议', process: true }] }] });
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  act(() => root.render(<AntApp><QueryClientProvider client={queries}><MemoryRouter><NextSteps empty /></MemoryRouter></QueryClientProvider></AntApp>));
  for (let tries = 0; tries < 20 && !host.querySelector('ol > li:nth-child(3)'); tries += 1) await act(() => new Promise((done) => setTimeout(done, 30)));
}

describe('the first steps', () => {
  it('counts what it shows, and names the roles nobody has', async () => {
    users = 2;
    advice = [{ code: 'system.role_vacant', message: '还没有人担任：分诊专员' }, { code: 'system.mail_missing', message: '没有发信服务器' }];
    await show();
    const steps = [...host.querySelectorAll('ol > li')];
    expect(steps.filter((step) => !step.hasAttribute('data-done'))).toHaveLength(3);
    expect(host.querySelector('summary')!.textContent).toContain('还有 3 步');
    expect(steps[0]!.textContent).toContain('还没有人担任：分诊专员');
    expect(steps[0]!.querySelector('a')!.getAttribute('href')).toBe('/admin/people');
  });

  it('is done with colleagues when every role has somebody', async () => {
    users = 2;
    advice = [];
    await show();
    expect(host.querySelectorAll('ol > li[data-done]')).toHaveLength(2);
    expect(host.querySelector('summary')!.textContent).toContain('还有 1 步');
  });
});
