import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder ui/src. */
export const src = fileURLToPath(new URL('../', import.meta.url));

export interface Source {
  /** Path below src, with forward slashes. */
  path: string;
  text: string;
}

/** sources reads every file of src whose name matches. */
export function sources(name: RegExp): Source[] {
  const paths = readdirSync(src, { recursive: true }).map((path) => String(path).replace(/\\/g, '/'));
  return paths
    .filter((path) => name.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(src + path, 'utf8') }));
}

/** product leaves out tests and what only tests use. */
export function product(files: Source[]): Source[] {
  return files.filter(({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith('test/'));
}
