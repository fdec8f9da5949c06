import type { TestProject } from 'vitest/node';
import { start, type Huiyin } from '../huiyin';

export const password = '设计要大胆 2026';

/** house boots an installation with the five-step suggestion app, without sample data, and an administrator who designs. */
export async function house(): Promise<Huiyin> {
  const server = await start('serve', { patience: 60_000 });
  await server.ready.catch(async (reason: unknown) => {
    await server.stop();
    throw reason;
  });
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'setup' },
    body: JSON.stringify({ login: 'admin', name: '管理员', password, preset: 'suggestion_sop_full' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return server;
}

/** setup boots the one that most specs share. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await house();
  // A second one, whose language is that of the browser.
  await server.run(['user', 'add', 'designer', '设计员', '--admin', '--password-stdin'], `${password}\n`);
  project.provide('url', server.url);
  project.provide('password', password);
  return () => server.stop();
}
