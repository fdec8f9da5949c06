import type { TestProject } from 'vitest/node';
import { start } from './huiyin';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server under test, without a slash at the end. */
    url: string;
    /** The demo password that server printed when it started. */
    password: string;
  }
}

function passwordIn(output: string): string {
  return /(?:password|密码)\s*[:：=]?\s*"?([^\s"，,]+)/i.exec(output)?.[1] ?? '';
}

/**
 * setup boots `huiyin demo` once for all specs that look at the demonstration; specs that need a server of their own
 * start one. HUIYIN_E2E_URL (and HUIYIN_E2E_PASSWORD) name a demonstration that is already running instead.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.HUIYIN_E2E_URL;
  if (running) {
    project.provide('url', running);
    project.provide('password', process.env.HUIYIN_E2E_PASSWORD ?? '');
    return undefined;
  }
  const demo = await start('demo');
  project.provide('url', demo.url);
  project.provide('password', passwordIn(demo.output()));
  return demo.stop;
}
