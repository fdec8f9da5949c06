import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { reachable } from './huiyin';

const out = fileURLToPath(new URL('./out/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// Nothing may call home: the product promises that no request leaves the host, and CI has no time for it.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** url is the address of a page of the server under test. */
export function url(path = '/'): string {
  return inject('url') + path;
}

/** launch starts Chromium: CHROMIUM names it, else it is looked for where distributions put it. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM || places.find((place) => existsSync(place));
  if (!executablePath) throw new Error('Chromium was not found; install it or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: flags });
}

/** What a page complained about while it was open; expectQuiet checks it. */
const complaints = new WeakMap<Page, string[]>();

/** The requests a page is waiting for; the stream of events is none, since its answer never ends. */
const waiting = new WeakMap<Page, Set<Request>>();

/**
 * open makes a page of its own browser context, so specs do not share cookies. Any request to another host fails the
 * spec, as do failures of the server and errors in the page's console; ask expectQuiet at the end. The host is that of
 * `baseURL`, by default the demonstration's, which this waits for.
 */
export async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const home = options.baseURL ?? inject('url');
  if (!options.baseURL) await reachable(home, 240_000);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options, baseURL: home });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const found: string[] = [];
  complaints.set(page, found);
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is an answer the screen must handle, not a fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text());
  });
  const flying = new Set<Request>();
  waiting.set(page, flying);
  page.on('requestfinished', (request) => void flying.delete(request));
  page.on('requestfailed', (request) => void flying.delete(request));
  page.on('request', (request) => {
    if (!request.url().includes('/api/v1/events')) flying.add(request);
    const host = new URL(request.url()).host;
    if (host && host !== new URL(home).host) found.push(`request to another host: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) found.push(`${response.status()} for ${response.request().method()} ${response.url()}`);
  });
  return page;
}

/** phone is a small touch screen, as visitors have. */
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** idle waits until a page has asked for nothing during half a second. */
export async function idle(page: Page): Promise<void> {
  const flying = waiting.get(page) ?? new Set<Request>();
  for (let calm = 0, left = 300; calm < 5; left--) {
    if (left === 0) throw new Error(`still waiting for ${[...flying].map((request) => request.url()).join(' ')}`);
    calm = flying.size === 0 ? calm + 1 : 0;
    await page.waitForTimeout(100);
  }
}

export function expectQuiet(page: Page): void {
  expect(complaints.get(page) ?? []).toEqual([]);
}

/** login goes through the login page as a person would and waits until the console is there. */
export async function login(page: Page, user: string, password = inject('password')): Promise<void> {
  await page.goto('/login');
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
  // The address changes before the screen does; only the console has this.
  await page.getByRole('banner').waitFor();
  await page.locator('#content h1').waitFor();
}

/** seat opens a browser for the specs of a file, with a screen at which somebody has signed in, and closes it after the last. */
export function seat(who: string, take: (browser: Browser, page: Page) => void): void {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
    const page = await open(browser, { viewport: { width: 1440, height: 900 } });
    await login(page, who);
    take(browser, page);
  });
  afterAll(() => browser?.close());
}

/** shot writes ui/e2e/out/<name>.png. */
export async function shot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: join(out, `${name}.png`), fullPage });
}

interface Finding {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** settled waits for every animation that ends by itself, and for those that begin when one has ended. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () => document.getAnimations().filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    for (let calm = 0; calm < 3; calm++) {
      const under = ending();
      if (under.length > 0) calm = 0;
      await Promise.allSettled(under.map((animation) => animation.finished));
      await new Promise((next) => setTimeout(next, 40));
    }
  });
}

/** axe expects no violation of WCAG 2.1 A and AA on the page as it stands, or inside `within` only. */
export async function axe(page: Page, within?: string): Promise<void> {
  // Colours on their way from one state to another are neither, and would be measured.
  await settled(page);
  await page.evaluate(axeSource);
  const findings = await page.evaluate(async (root) => {
    const run = (window as unknown as { axe: { run: (root: unknown, options: unknown) => Promise<{ violations: Finding[] }> } }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
    return (await run(root ?? document, { runOnly: { type: 'tag', values: tags } })).violations;
  }, within);
  const list = findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  expect(list).toEqual([]);
}
