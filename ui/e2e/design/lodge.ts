import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launch, login, open } from '../browser';
import type { Huiyin } from '../huiyin';
import { house, password } from './serve';

/** lodge gives the specs of a file an installation of their own: what they publish would be in the way of the others, and what those leave under way in theirs. */
export function lodge(take: (browser: Browser, page: Page, server: Huiyin) => void): void {
  let server: Huiyin | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await house();
    browser = await launch();
    const page = await open(browser, { viewport: { width: 1440, height: 900 }, baseURL: server.url });
    await login(page, 'admin', password);
    take(browser, page, server);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
}
