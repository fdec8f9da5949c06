// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { i18n, startTexts } from '../../../i18n/console';
import type { RecordComment, RecordView, Task } from '../../../model/record';
import { fields } from '../../../units/fields';
import { queries } from '../../query';
import Record from './Record';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const field = (key: string, title: string) => ({ key, title, type: 'text', level: 'write' as const, settings: {} });
const mine: Task = { id: 't1', title: '分类打标', state: 'open', mine: true, people: [{ id: 'u1', name: '张三' }], buttons: [{ key: 'ok', title: '完成分类', primary: true, require: ['tag'] }] };
const theirs: Task = { ...mine, mine: false, people: [{ id: 'u2', name: '李四' }], buttons: [...mine.buttons!, { key: 'hand', title: '转交', transferTo: true }] };

const record = (rev: number, tasks: Task[]): RecordView => ({
  id: 'r1', rev, form: 'suggestion', formTitle: '建议', no: 'JY1', title: '太慢', createdAt: '2026-03-04T01:00:00Z',
  view: { key: 'suggestion', title: '建议', fields: { note: field('note', '备注'), tag: field('tag', '标签') }, layout: [{ field: 'note' }, { field: 'tag' }], values: { note: 'a' }, logic: [], formulas: [], checks: [] } as unknown as RecordView['view'],
  process: { title: 'P', state: 'running', status: { key: 'new', title: '待分类' }, tasks },
  can: { update: true, comment: true },
});
const said = (id: string, text: string, kind: string): RecordComment => ({ id, at: `2026-03-04T02:0${id}:00Z`, by: { id: kind, name: kind, kind }, text, visibility: 'customer', files: [] });

let now: RecordView;
/** The server has nothing of it any more. */
let gone = false;
let comments: RecordComment[];
/** The reader's list of open tasks. */
let list: unknown[] = [];
let host: HTMLElement;
let root: Root;
/** What was said to need no answer. */
let settled: unknown;
const answers: [RegExp, (body: unknown, asked: URLSearchParams) => unknown][] = [
  [/\/heard$/, (body) => {
    settled = body;
    comments = comments.map((comment) => ({ ...comment, settled: true }));
    return now;
  }],
  [/\/comments$/, (_body, asked) => {
    const end = comments.findIndex((comment) => comment.id === asked.get('before'));
    const upTo = end < 0 ? comments.length : end;
    return comments.slice(Math.max(0, upTo - Number(asked.get('limit'))), upTo);
  }],
  [/\/messages$/, () => []],
  [/\/asked$/, () => [{ at: '2026-03-04T02:02:30Z', text: '哪个系统？', by: { id: 'u2', name: '李四' } }]],
  [/\/session$/, () => ({ user: { id: 'u1', name: '张三', login: 'z', admin: true }, apps: [] })],
  [/\/records\/r1\/act$/, () => (now = record(now.rev + 1, []))],
  [/\/v1\/tasks$/, () => ({ items: list })],
  [/\/readers$/, () => [{ id: 'u2', name: '李四' }]],
  [/\/records\/r1$/, () => now],
];

beforeAll(async () => {
  localStorage.setItem('huiyin.language', 'zh');
  await startTexts();
  await i18n.loadNamespaces(['record', 'common', 'messages', 'inbox']);
  await fields.load(['text', 'file']);
});
beforeEach(() => {
  vi.stubGlobal('fetch', async (input: Request | string | URL, init?: RequestInit) => {
    const { pathname: path, searchParams: asked } = new URL(typeof input === 'object' && 'url' in input ? input.url : String(input), 'http://x');
    const found = gone ? undefined : answers.find(([pattern]) => pattern.test(path));
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    return new Response(JSON.stringify(found ? found[1](body, asked) : { items: [] }), { status: found ? 200 : 404, headers: { 'Content-Type': 'application/json' } });
  });
  vi.stubGlobal('scrollTo', () => undefined);
  comments = [];
  gone = false;
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  queries.clear();
});

const settle = () => act(() => new Promise((done) => setTimeout(done, 30)));
async function open(shown: RecordView) {
  now = shown;
  const router = createMemoryRouter([{ path: '/a/:app/:form/:id', element: <Record /> }], { initialEntries: ['/a/s/suggestion/r1'] });
  root = createRoot(host);
  act(() => root.render(<AntApp><QueryClientProvider client={queries}><RouterProvider router={router} /></QueryClientProvider></AntApp>));
  for (let tries = 0; tries < 20 && !host.querySelector('[role="tab"]'); tries += 1) await settle();
  await settle();
}
async function changedBySomebody(next: RecordView) {
  now = next;
  await act(() => queries.invalidateQueries({ queryKey: ['record'] }));
  await settle();
}
const tab = (title: string) => [...host.querySelectorAll<HTMLElement>('[role="tab"]')].find((one) => one.textContent!.startsWith(title))!;
async function type(input: HTMLInputElement | HTMLTextAreaElement, text: string) {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')!;
  await act(() => {
    own.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    return Promise.resolve();
  });
}

describe('the page of a record', () => {
  it('shows what the customer answered above everything, counts it and lists it among the messages', async () => {
    comments = [said('1', '旧的', 'customer'), said('2', '哪个版本？', 'user'), said('3', '是 5.2 版', 'customer')];
    await open(record(1, [mine]));
    const top = host.querySelector('section[aria-label="客户的补充"]');
    expect(top?.textContent).toContain('是 5.2 版');
    expect(top?.textContent).not.toContain('旧的');
    expect([tab('评论').textContent, tab('客户消息').textContent]).toEqual(['评论', '客户消息1']);
    act(() => tab('客户消息').click());
    await settle();
    const rows = [...host.querySelectorAll('[role="tabpanel"] li')].map((row) => row.textContent!);
    for (const [at, whose, text] of [[0, '客户来信', '旧的'], [1, '我们的留言', '哪个版本？'], [2, '我们的提问', '哪个系统？'], [3, '客户来信', '是 5.2 版']] as const) {
      expect(rows[at]).toContain(whose);
      expect(rows[at]).toContain(text);
    }
  });

  it('says nothing of a version that only something said beside the fields made, and tells of one that changes them', async () => {
    await open(record(1, [mine]));
    await type(host.querySelector<HTMLInputElement>('[data-key="tag"] input')!, '体验');
    const typed = () => host.querySelector<HTMLInputElement>('[data-key="tag"] input');
    const before = typed();
    await changedBySomebody(record(2, [mine]));
    expect(host.textContent).not.toContain('有人刚刚更新了这条记录');
    expect([typed() === before, typed()?.value]).toEqual([true, '体验']);
    const other = record(3, [mine]);
    await changedBySomebody({ ...other, view: { ...other.view, values: { ...other.view.values, tag: '别人写的' } } });
    expect(host.textContent).toContain('有人刚刚更新了这条记录');
    expect(typed()?.value).toBe('体验');
  });

  it('stays on the open tab, with the words being written, when somebody else changes the record', async () => {
    await open(record(1, [mine]));
    act(() => tab('评论').click());
    await settle();
    await type(host.querySelector<HTMLTextAreaElement>('[role="tabpanel"] textarea')!, '正在写');
    await changedBySomebody({ ...record(2, [mine]), title: '更慢' });
    expect(host.querySelector('h1')?.textContent).toBe('更慢');
    expect(tab('评论').getAttribute('aria-selected')).toBe('true');
    expect(host.querySelector<HTMLTextAreaElement>('[role="tabpanel"] textarea')?.value).toBe('正在写');
  });

  it('is read once it is over, until the reader says that they correct it', async () => {
    const over = record(1, []);
    await open({ ...over, process: { ...over.process!, state: 'ended' } });
    expect(host.querySelector('[role="tabpanel"] input')).toBeNull();
    act(() => [...host.querySelectorAll('button')].find((one) => one.textContent!.replaceAll(' ', '') === '编辑')!.click());
    await settle();
    expect(host.querySelector('[role="tabpanel"] [data-key="note"] input')).not.toBeNull();
  });

  it('asks to save what was changed among the details, not what is entered for a step', async () => {
    await open(record(1, [mine]));
    const [step] = host.querySelectorAll<HTMLInputElement>('[data-key="tag"] input');
    await type(step!, '体验');
    expect(host.textContent).not.toContain('尚未保存');
    await type(host.querySelector<HTMLInputElement>('[role="tabpanel"] [data-key="note"] input')!, 'b');
    expect(host.textContent).toContain('已修改 1 处');
    const discard = [...host.querySelectorAll('button')].find((one) => one.textContent!.replaceAll(' ', '') === '放弃修改')!;
    act(() => discard.click());
    await settle();
    expect(host.querySelector<HTMLInputElement>('[role="tabpanel"] [data-key="note"] input')?.value).toBe('a');
    expect(step!.value).toBe('体验');
  });

  it('shows somebody else’s task as theirs, with nothing to enter and only the way to hand it on', async () => {
    await open(record(1, [theirs]));
    expect(host.textContent).toContain('李四的任务');
    expect(host.textContent).not.toContain('您的任务');
    expect(host.textContent).not.toContain('完成分类');
    expect(host.textContent).toContain('转');
    expect(host.querySelectorAll('[data-key="tag"] input')).toHaveLength(1);
  });

  it('leads from a finished task to the next one on the list, and says when there is none', async () => {
    const item = (id: string, title: string) => ({ id: `t_${id}`, title: '评估', state: 'open', record: { id, app: 's', form: 'suggestion', no: id, title } });
    for (const [waiting, said] of [[[item('r1', '太慢'), item('r2', '太贵')], '太贵'], [[item('r1', '太慢')], '都办完了']] as const) {
      list = [...waiting];
      await open({ ...record(1, [mine]), view: { ...record(1, []).view, values: { note: 'a', tag: 'x' } } });
      expect(host.textContent).not.toContain(said);
      const button = [...host.querySelectorAll('button')].find((one) => one.textContent === '完成分类')!;
      act(() => button.click());
      for (let tries = 0; tries < 20 && !host.textContent!.includes(said); tries += 1) await settle();
      expect(host.textContent).toContain(said);
      expect([...host.querySelectorAll('a')].find((one) => one.textContent!.includes('下一件'))?.getAttribute('href')).toBe(said === '太贵' ? '/a/s/suggestion/r2' : undefined);
      act(() => root.unmount());
      queries.clear();
    }
    root = createRoot(host);
  });

  it('tells when a deadline was met, not until when it would have been', async () => {
    const shown = record(1, []);
    const sla = { key: 'k', title: '响应', due: '2020-05-06T01:00:00Z', dueState: 'late' as const };
    shown.process!.slas = [{ ...sla, state: 'met', ended: '2020-04-02T01:00:00Z' }, { ...sla, key: 'l', state: 'met' }, { ...sla, key: 'm', state: 'running' }];
    await open(shown);
    act(() => tab('时限').click());
    await settle();
    const [met, vague, running] = [...host.querySelectorAll('[role="tabpanel"] li')].map((one) => one.textContent!);
    expect(met).toContain('4月2日');
    expect(met).not.toContain('5月6日');
    expect(vague).toContain('按时');
    expect(running).toContain('5月6日');
  });

  it('says with a refused close who has to be told first, and leads to that task', async () => {
    const shown = record(1, [{ ...mine, buttons: [{ key: 'close', title: '关闭', primary: true, disabled: '还没有告知客户', disabledBy: 'process.promise_open_merged' }] }]);
    shown.process!.untold = [
      { customer: '晨光', promise: '上线告知', state: 'failed', record: { id: 'r9', app: 's', form: 'suggestion', no: 'JY9', title: '' }, readable: true, task: 't9', title: '打电话', people: [{ id: 'u2', name: '李四' }], mine: false },
      { customer: '远航', promise: '上线告知', state: 'failed', record: null, readable: true, task: 't2', title: '打电话', people: [{ id: 'u1', name: '张三' }], mine: true },
    ];
    await open(shown);
    const [first, second] = [...host.querySelectorAll<HTMLElement>('section[aria-label="还要先告知这些客户"] li')];
    expect(first!.textContent).toContain('远航');
    expect(first!.querySelector('button')?.textContent).toBe('去告知');
    expect(second!.textContent).toMatch(/晨光.*JY9.*李四/);
    expect(second!.querySelector('a')?.getAttribute('href')).toBe('/a/s/suggestion/r9');
  });

  it('names nobody while nothing is refused for them', async () => {
    const shown = record(1, [mine]);
    shown.process!.untold = [{ customer: '晨光', promise: '上线告知', state: 'queued', record: null, readable: true, task: '', title: '', people: [], mine: false }];
    await open(shown);
    expect(host.textContent).not.toContain('晨光');
  });

  it('puts away what the customer wrote and needs no answer, for everybody and without losing what is typed', async () => {
    comments = [said('1', '谢谢', 'customer'), said('2', '辛苦了', 'customer')];
    await open(record(1, [mine]));
    await type(host.querySelector<HTMLInputElement>('[data-key="tag"] input')!, '体验');
    const button = [...host.querySelectorAll('button')].find((one) => one.textContent === '已读，无需回复')!;
    act(() => button.click());
    await settle();
    await settle();
    expect(settled).toEqual({ comment: '2' });
    expect(host.querySelector('section[aria-label="客户的补充"]')).toBeNull();
    expect(host.querySelector<HTMLInputElement>('[data-key="tag"] input')?.value).toBe('体验');
  });

  it('shows what was said last, and the rest when asked for it', async () => {
    comments = Array.from({ length: 210 }, (_, n) => ({ ...said(`${n + 1}`, `第${n + 1}句。`, 'user'), visibility: 'internal' as const }));
    await open(record(1, [mine]));
    act(() => tab('评论').click());
    await settle();
    const shown = () => host.querySelector('[role="tabpanel"]')!.textContent!;
    const earlier = () => [...host.querySelectorAll('button')].find((one) => one.textContent === '显示更早的评论');
    expect(shown()).toContain('第210句。');
    expect(shown()).not.toContain('第10句。');
    act(() => earlier()!.click());
    await settle();
    expect(shown().match(/第1句。.*第10句。.*第11句。.*第210句。/s)).not.toBeNull();
    expect(shown().match(/第11句。/g)).toHaveLength(1);
    expect(earlier()).toBeUndefined();
  }, 30_000);

  it('folds the sections a reader has nothing to do with, and says how much is in them', async () => {
    const shown = record(1, [{ ...mine, fields: { edit: ['extra'] } }]);
    const all = ['note', 'tag', 'made', 'spare', 'extra'];
    const sections = all.map((key) => ({ type: 'section', key: `s_${key}`, title: `${key} 的组`, children: [{ field: key }] }));
    const view = { ...shown.view, layout: sections, values: { note: 'a', made: 'b' }, fields: Object.fromEntries(all.map((key) => [key, field(key, key)])) };
    view.fields['made'] = { ...field('made', 'made'), level: 'read' as never };
    await open({ ...shown, view: view as unknown as RecordView['view'] });
    const heads = () => [...host.querySelectorAll<HTMLElement>('[role="tabpanel"] h2 > button')].map((one) => `${one.textContent} ${one.getAttribute('aria-expanded')}`);
    expect(heads()).toEqual(['note 的组 true', 'made 的组已填 1 项 false', 'spare 的组还没有填写 false', 'extra 的组 true']);
    act(() => [...host.querySelectorAll<HTMLElement>('[role="tabpanel"] h2 > button')][2]!.click());
    await settle();
    expect(host.querySelector('[role="tabpanel"] [data-key="spare"] input')).not.toBeNull();
    expect(heads()[2]).toBe('spare 的组 true');
  });

  it('says that the record is gone, lets nothing be pressed and keeps what is typed', async () => {
    await open(record(1, [mine]));
    await type(host.querySelector<HTMLInputElement>('[data-key="tag"] input')!, '体验');
    gone = true;
    await act(() => queries.invalidateQueries({ queryKey: ['record'] }));
    await settle();
    expect(host.querySelector('[role="alert"]')?.textContent).toContain('这条记录已被删除');
    expect(host.querySelector('[role="alert"] a')?.getAttribute('href')).toBe('/a/s/suggestion');
    const button = [...host.querySelectorAll('button')].find((one) => one.textContent === '完成分类')!;
    expect(button.disabled).toBe(true);
    expect(host.querySelector<HTMLInputElement>('[data-key="tag"] input')?.value).toBe('体验');
    gone = false;
    await changedBySomebody(record(2, [mine]));
    expect(host.textContent).not.toContain('这条记录已被删除');
  });

  it('offers colleagues behind an @ among colleagues only, and puts the cursor where the customer is answered', async () => {
    comments = [said('1', '什么时候好？', 'customer')];
    await open(record(1, [mine]));
    act(() => tab('评论').click());
    await settle();
    const box = () => host.querySelector<HTMLTextAreaElement>('[role="tabpanel"] textarea')!;
    const offered = () => host.querySelectorAll('[role="listbox"] [role="option"]').length;
    await type(box(), '@');
    await settle();
    expect(offered()).toBe(1);
    await type(box(), '');
    act(() => [...host.querySelectorAll('button')].find((one) => one.textContent!.replaceAll(' ', '') === '回复客户')!.click());
    await settle();
    expect(document.activeElement).toBe(box());
    expect(host.querySelector('form[data-visibility]')?.getAttribute('data-visibility')).toBe('customer');
    expect(box().labels[0]?.textContent).not.toContain('@');
    await type(box(), '@');
    await settle();
    expect(offered()).toBe(0);
  });
});
