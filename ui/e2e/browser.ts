import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

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

/**
 * open makes a page of its own browser context, so specs do not share cookies. Any request to another host fails the
 * spec, as do errors in the page's console; ask expectQuiet at the end.
 */
export async function open(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const found: string[] = [];
  complaints.set(page, found);
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is an answer the screen must handle, not a fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text());
  });
  page.on('request', (request) => {
    const host = new URL(request.url()).host;
    if (host && host !== new URL(inject('url')).host) found.push(`request to another host: ${request.url()}`);
  });
  return page;
}

/** phone is a small touch screen, as visitors have. */
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export function expectQuiet(page: Page): void {
  expect(complaints.get(page) ?? []).toEqual([]);
}

/** login goes through the login page as a person would and waits until the console is there. */
export async function login(page: Page, user: string): Promise<void> {
  await page.goto(url('/login'));
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[autocomplete="current-password"]').fill(inject('password'));
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
  await page.locator('#content').waitFor();
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

/** axe expects no violation of WCAG 2.1 A and AA on the page as it stands, or inside `within` only. */
export async function axe(page: Page, within?: string): Promise<void> {
  // Colours on their way from one state to another are neither, and would be measured.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
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
