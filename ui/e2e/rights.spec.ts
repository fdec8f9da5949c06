import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, expectQuiet, launch, login, open, shot, url } from './browser';
import { ask, call, suggestion, suggestions } from './person';

const folder = new URL('../src/console/screens/', import.meta.url);

const app = 'suggestions';
const samples: Record<string, string> = { ':app': app, ':kind': 'process', ':key': 'suggestion_sop', ':form': 'suggestion', ':id': 'nobody', ':board': 'board_overview' };

/** Every address of the console behind the sign-in, with the right that its screen.ts says it asks for. */
const addresses = readdirSync(folder).flatMap((area) => {
  const lines = readFileSync(new URL(`${area}/screen.ts`, folder), 'utf8').split('\n').filter((line) => line.includes("path: '") && !line.includes('bare: true'));
  return lines.map((line) => ({
    path: /path: '([^']*)'/.exec(line)![1]!.replace(/:\w+/g, (part) => samples[part]!),
    need: /need: '(\w+)'/.exec(line)?.[1],
  }));
});

interface Session {
  user: { admin: boolean };
  apps: { grants?: string[]; forms: { actions: string[] }[] }[];
}

/** holds says the same as the console should, from what the server said of the person. */
function holds({ user, apps }: Session, need: string): boolean {
  if (need === 'delete') return user.admin || apps.some(({ forms }) => forms.some(({ actions }) => actions.includes('delete')));
  return user.admin || apps.some(({ grants }) => grants?.includes(need));
}

/** The sample people, one for every role: somebody has two that nobody has alone. */
const people = ['manager', 'agent', 'agent2', 'lead', 'pm2', 'dev2', 'am2', 'sales', 'boss', 'privacy', 'auditor'];

const presets = new URL('../../presets/', import.meta.url);
const held = new Map((JSON.parse(readFileSync(new URL('suggestion_sop_full/demo/people.json', presets), 'utf8')) as { people: { login: string; roles: string[] }[] }).people.map(({ login, roles }) => [login, roles]));

const denied = '您没有打开这个页面的权限';
const forbidden = '您没有查看这里的权限';
const nowhere = '没有这个页面';

let browser: Browser;
let theirs = '';
beforeAll(async () => {
  browser = await launch();
  // A record that is nobody's business but of who reported it and of who works on it.
  const page = await open(browser);
  await login(page, 'lead');
  const data = suggestion('只有相关的人能看的一条', '这一条只有提报人和经办人可以打开，别人按地址也打不开。');
  theirs = (await call<{ id: string }>(page, 'POST', suggestions, { data })).id;
  await page.context().close();
});
afterAll(() => browser?.close());

describe('who comes by the address (I-04)', () => {
  it('has screens to guard', () => {
    expect(addresses.filter(({ need }) => need).length).toBeGreaterThan(10);
    expect(addresses.filter(({ path }) => path.includes('undefined'))).toEqual([]);
  });

  it('is somebody of every role', () => {
    const roles = readdirSync(new URL('common_base/roles/', presets)).map((name) => name.replace('.json', ''));
    expect([...new Set(people.flatMap((who) => held.get(who) ?? []))].sort()).toEqual(roles.sort());
  });

  it.each(people)('%s opens what the role allows and nothing else', async (who) => {
    const page = await open(browser, { viewport: { width: 1280, height: 800 } });
    await login(page, who);
    const session = await call<Session>(page, 'GET', '/api/v1/session');
    const wrong: string[] = [];
    for (const { path, need } of addresses) {
      const heading = await visit(page, `/${path}`);
      const open = !need || holds(session, need);
      // What needs no right for its screen may still be refused by the server, and says so in the same place.
      const shut = heading === denied || heading === 'nothing' || (need !== undefined && heading === forbidden);
      if (shut === open) wrong.push(`/${path} should be ${open ? 'open' : 'shut'} and says ${heading}`);
    }
    expect(wrong).toEqual([]);
    // Nobody but an administrator has this one, and it stays shut when it is typed into a new tab.
    await page.goto(url('/admin/system'));
    await page.getByRole('heading', { name: denied }).waitFor();
    if (who === people[0]) await axe(page); // it looks the same to all of them
    await shot(page, `rights-${who}`);
    await record(page);
    await own(page, who);
    expectQuiet(page);
    await page.context().close();
  });
});

/**
 * visit goes to an address inside the open page, over one that nobody has, and gives the heading found there, or
 * the reason why there is none: a page loaded anew for each address of each role would take minutes.
 */
async function visit(page: Page, path: string): Promise<string> {
  let heading = '';
  for (const to of ['/nowhere', path]) {
    await page.evaluate((address) => {
      history.pushState(null, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
    }, to);
    const found = await page.waitForFunction(([gone, wanted]) => {
      // The workspace of a designer has no heading; what says how it keeps drafts is there once it is open.
      const seen = document.querySelector('h1, [data-state] p, [data-keeping]');
      const now = seen ? seen.textContent || 'a workspace' : '';
      return now && (now === gone) === wanted ? now : undefined;
    }, [nowhere, to === '/nowhere'] as const, { timeout: 10_000 }).catch(() => undefined);
    heading = found ? String(await found.jsonValue()) : 'nothing';
  }
  return heading;
}

/** record opens a record of somebody else by its address: what the server refuses the page does not show. */
async function record(page: Page): Promise<void> {
  const answer = await ask(page, 'GET', `${suggestions}/${theirs}`);
  const bodies: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) response.text().then((text) => bodies.push(text), () => undefined);
  });
  await page.goto(url(`/a/suggestions/suggestion/${theirs}`));
  if (answer.ok()) {
    await page.getByText('只有相关的人能看的一条').first().waitFor();
    return;
  }
  expect([403, 404]).toContain(answer.status());
  await page.getByText(/没有找到|没有查看这里的权限/).first().waitFor();
  expect(bodies.join('\n')).not.toContain('只有相关的人能看的一条');
}

/** own reports something and opens it by its address; who may not report is not shown a form either. */
async function own(page: Page, who: string): Promise<void> {
  const title = `${who} 自己提出的一条`;
  const made = await ask(page, 'POST', suggestions, { data: suggestion(title) });
  if (made.ok()) {
    const { id } = (await made.json()) as { id: string };
    expect(await visit(page, `/a/suggestions/suggestion/${id}`)).toContain(title);
    return;
  }
  expect(made.status(), await made.text()).toBe(403);
  await visit(page, '/a/suggestions/suggestion/new');
  expect(await page.getByRole('button', { name: '提交' }).count()).toBe(0);
}
