import type { TestProject } from 'vitest/node';
import { start } from './huiyin';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server under test, without a slash at the end. */
    url: string;
    /** The password of the sample people. */
    password: string;
  }
}

/** The demonstration takes this word for the password of its people when it finds it in its data folder. */
const password = 'echo-of-the-tests';

/** Half a year of sample data takes its time, and more on a busy machine. */
const patience = 240_000;

/**
 * setup boots `huiyin demo` once for all specs that look at the demonstration; specs that need a server of their own
 * start one. It does not wait for the sample data: `open` does, and other specs run meanwhile. HUIYIN_E2E_URL (and
 * HUIYIN_E2E_PASSWORD) name a demonstration that is already running instead.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.HUIYIN_E2E_URL;
  project.provide('url', running ?? '');
  project.provide('password', running ? (process.env.HUIYIN_E2E_PASSWORD ?? '') : password);
  if (running) return undefined;
  const demo = await start('demo', { files: { 'demo-login': password }, patience });
  let over = false;
  demo.ready.catch((reason: unknown) => over || console.error(String(reason)));
  project.provide('url', demo.url);
  return () => {
    over = true;
    return demo.stop();
  };
}
