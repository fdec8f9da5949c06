import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server under test, without a slash at the end. */
    url: string;
    /** The demo password that server printed when it started. */
    password: string;
  }
}

const binary = fileURLToPath(new URL('../../bin/huiyin', import.meta.url));
const patience = 30_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** ready resolves when the server says it can serve, and rejects with its output when it ends or takes too long. */
async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`huiyin ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`huiyin was not ready after ${patience / 1000} s:\n${output()}`);
}

function passwordIn(output: string): string {
  return /(?:password|密码)\s*[:：=]?\s*"?([^\s"，,]+)/i.exec(output)?.[1] ?? '';
}

/**
 * setup boots `bin/huiyin demo` on a free port with an empty data folder, once for all specs.
 * HUIYIN_E2E_URL (and HUIYIN_E2E_PASSWORD) name a server that is already running instead.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.HUIYIN_E2E_URL;
  if (running) {
    project.provide('url', running);
    project.provide('password', process.env.HUIYIN_E2E_PASSWORD ?? '');
    return undefined;
  }
  if (!existsSync(binary)) throw new Error('bin/huiyin does not exist; run `make build`');
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const child = spawn(binary, ['demo'], {
    cwd: folder,
    env: {
      ...process.env,
      HUIYIN_ADDR: `127.0.0.1:${port}`,
      HUIYIN_URL: url,
      HUIYIN_STORE: `sqlite:${join(folder, 'huiyin.db')}`,
      HUIYIN_FILES: join(folder, 'files'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const stop = () => end(child, folder);
  await ready(url, child, () => output).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  project.provide('url', url);
  project.provide('password', passwordIn(output));
  return stop;
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
  }
  rmSync(folder, { recursive: true, force: true });
}
