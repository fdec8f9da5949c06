import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../bin/huiyin', import.meta.url));

/** Huiyin is one server under test, with a data folder of its own. */
export interface Huiyin {
  /** Its address, without a slash at the end. */
  url: string;
  /** Resolves when it can serve. It rejects with what the server wrote when that ends or takes too long. */
  ready: Promise<void>;
  /** Runs a further command of the program on the same data, as an operator does beside a running server; resolves with what it wrote. */
  run: (args: readonly string[], input?: string) => Promise<string>;
  /** Ends it and starts another program on the same data, as an operator does who installs a newer version. */
  replace: (binary: string) => Promise<void>;
  /** Ends it, waits for its end and removes the data folder. */
  stop: () => Promise<void>;
}

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

/** reachable resolves when a server says that it can serve, and rejects when `gone` says why it never will, or late. */
export async function reachable(url: string, patience: number, gone: () => string | undefined = () => undefined): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const reason = gone();
    if (reason !== undefined) throw new Error(reason);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} was not ready after ${patience / 1000} s`);
}

/** listen collects what a process writes. */
function listen(child: ChildProcess): () => string {
  let text = '';
  const collect = (chunk: Buffer) => (text += chunk.toString());
  child.stdout!.on('data', collect);
  child.stderr!.on('data', collect);
  return () => text;
}

function command(binary: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }, input: string): Promise<string> {
  const child = spawn(binary, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  const output = listen(child);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output()) : reject(new Error(`huiyin ${args.join(' ')} ended with ${code}:\n${output()}`))));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}

export interface StartOptions {
  /** Environment variables on top of those that give it an address and a folder. */
  settings?: Record<string, string>;
  /** Files of the data folder that are there from the beginning, by name. */
  files?: Record<string, string>;
  /** How long it may take until it can serve, in milliseconds. */
  patience?: number;
}

/** start boots `huiyin <mode>` on a free port in a folder of its own. The binary is bin/huiyin unless HUIYIN_E2E_BINARY names another. */
export async function start(mode: 'serve' | 'demo', { settings = {}, files = {}, patience = 30_000 }: StartOptions = {}): Promise<Huiyin> {
  const binary = process.env.HUIYIN_E2E_BINARY || built;
  if (!existsSync(binary)) throw new Error(`${binary} does not exist; run \`make build\``);
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-e2e-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    HUIYIN_ADDR: `127.0.0.1:${port}`,
    HUIYIN_URL: url,
    HUIYIN_STORE: `sqlite:${join(folder, 'huiyin.db')}`,
    HUIYIN_FILES: join(folder, 'files'),
    ...settings,
  };
  const boot = (program: string) => {
    const child = spawn(program, [mode], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = listen(child);
    const gone = () => (child.exitCode === null ? undefined : `huiyin ${mode} ended with ${child.exitCode}:\n${output()}`);
    return { child, program, ready: reachable(url, patience, gone) };
  };
  let running = boot(binary);
  return {
    url,
    ready: running.ready,
    run: (args, input = '') => command(running.program, args, { cwd: folder, env }, input),
    replace: async (program) => {
      await end(running.child);
      running = boot(program);
      await running.ready;
    },
    stop: async () => {
      await end(running.child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
