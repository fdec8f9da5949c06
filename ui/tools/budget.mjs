// Prints what a visitor downloads (JavaScript, gzip) beside its budget, and fails when a budget is broken.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const kilo = 1024;

/** Budgets in KB gzip: everything the entry needs before it shows, and what one lazy route adds to that. */
const budgets = { public: { entry: 35, lazy: 35 }, console: { entry: 520, lazy: 240 } };

/** What a public page downloads before it shows: the entry, itself, and what it shares with other pages. */
const pageBudget = 35;

const sizes = new Map();
function size(entry, file) {
  const path = `${dist}${entry}/${file}`;
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(path), { level: 9 }).length);
  return sizes.get(path);
}

/** Every chunk that must be there before `key` can run: itself and its static imports. */
function closure(manifest, key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  (manifest[key].imports ?? []).forEach((next) => closure(manifest, next, found));
  return found;
}

function weight(entry, manifest, keys) {
  const files = new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
  return [...files].reduce((sum, file) => sum + size(entry, file), 0) / kilo;
}

let broken = 0;
function line(what, figure, budget) {
  if (figure > budget) broken += 1;
  console.log(`${figure > budget ? 'OVER' : 'ok  '} ${figure.toFixed(1).padStart(7)} KB of ${budget} KB gz  ${what}`);
}

for (const [entry, budget] of Object.entries(budgets)) {
  const manifest = JSON.parse(readFileSync(`${dist}${entry}.manifest.json`, 'utf8'));
  const main = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const first = closure(manifest, main);
  line(`${entry} entry`, weight(entry, manifest, first), budget.entry);
  const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && !first.has(key));
  const routes = lazy.map((key) => {
    const added = [...closure(manifest, key)].filter((one) => !first.has(one));
    return { key, figure: weight(entry, manifest, added) };
  });
  routes.sort((a, b) => b.figure - a.figure);
  // Small chunks are translations and single units; only the heavy ones are worth a line.
  routes.filter((route, at) => at < 8 || route.figure > budget.lazy).forEach((route) => {
    line(`${entry} lazy ${route.key}`, route.figure, budget.lazy);
  });
}
function pages() {
  const manifest = JSON.parse(readFileSync(`${dist}public.manifest.json`, 'utf8'));
  const keys = Object.keys(manifest);
  const main = keys.find((key) => manifest[key].isEntry);
  for (const page of keys.filter((key) => key.startsWith('pages/'))) {
    const needed = new Set([main, page].flatMap((key) => [...closure(manifest, key)]));
    line(`public page ${page} with its entry`, weight('public', manifest, needed), pageBudget);
  }
}

pages();
if (broken > 0) {
  console.error(`${broken} bundle budget(s) broken`);
  process.exit(1);
}
