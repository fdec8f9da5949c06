import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

// The public pages are the same TSX as the console, compiled against Preact: 10 KB instead of 69.
const preact = [
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
  { find: /^react$/, replacement: 'preact/compat' },
  // All field types in one file instead of one each.
  { find: /\/units\/fields(\/index)?$/, replacement: '/units/fields/all' },
];

const shared = (name) => ({
  configFile: false,
  root: folder(`src/${name}`),
  publicDir: false,
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:5]' } },
});

// Class names are a tenth of a public page; there they are as short as they can be.
const named = new Map();
const shortName = (name, file) => {
  const key = `${file} ${name}`;
  if (!named.has(key)) named.set(key, `_${named.size.toString(36)}`);
  return named.get(key);
};

// `style.chip` becomes the name itself, so that the tables from names to short names need not travel.
const writtenNames = {
  name: 'written-names',
  enforce: 'pre',
  transform(code, id) {
    const sheet = /import (\w+) from '([^']+\.module\.css)';/g;
    const tables = [...code.matchAll(sheet)].map(([, name, path]) => [name, resolve(dirname(id), path)]);
    if (!/\.tsx$/.test(id) || tables.length === 0) return undefined;
    return tables.reduce(
      (text, [name, file]) => text.replace(new RegExp(`(?<![./\\w])${name}\\.(\\w+)`, 'g'), (_, key) => `'${shortName(key, file)}'`),
      code.replace(sheet, "import '$2';"),
    );
  },
};

// Nobody reads the table any more, which would make vite drop the sheet with it.
const keptSheets = {
  name: 'kept-sheets',
  enforce: 'post',
  transform: (_, id) => (id.endsWith('.module.css') ? { code: '', map: null, moduleSideEffects: 'no-treeshake' } : undefined),
};

// A public page is a few files that come at once: what all pages need, what all forms need, its own. What only few
// visitors need comes later.
const inBraces = (file) => /'\.\/\{([\w,]+)\}\.tsx'/.exec(readFileSync(folder(`src/units/fields/${file}`), 'utf8'))[1].split(',');
const [everywhere, usual] = ['all.ts', 'usual.ts'].map(inBraces);
const later = /public\/(work|english)|i18n\/(en\/|offline\.en|rare)|model\/(expression|operation|quantity)\.|units.control.(rare|typed)/;
const own = /model\/preview|i18n\/zh\/door|public\/(pages|parts|draft|send|track)(?!\/(missing|Frame|Notice|card|frame))|units\/control\/(Combobox|picking|choices|Search|Picked|Other|float|Chips)/;
const among = (names) => new RegExp(`/units/fields/(${names.join('|')})\\.ts`);
const ofAll = (id) => !later.test(id) && !own.test(id) && (!/units\/(fields|layout)\/\w+\.tsx/.test(id) || among(everywhere).test(id) || /generic/.test(id)) && !among(['usual']).test(id);
const ofForms = (id) => !later.test(id) && (/public\/(parts\/(Fill|Success|CopyLink)|draft|send)/.test(id) || among([...usual, 'usual']).test(id) || /units\/control/.test(id));

// Vite's helper would preload the style sheets and imports of lazy files; here there are none, and it weighs 1 KB.
const plainImports = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined),
};

const output = (name) => ({
  outDir: folder(`dist/${name}`),
  emptyOutDir: true,
  manifest: 'manifest.json',
  assetsInlineLimit: 0,
  reportCompressedSize: false,
});

/** What vite needs to build or serve one of the two entries; tools/build.mjs builds both. */
export const entries = {
  public: () => ({
    ...shared('public'),
    // The server answers /public/… from dist/public and puts the form's definition into its index.html.
    base: '/public/',
    plugins: [plainImports, writtenNames, keptSheets],
    css: { modules: { generateScopedName: shortName } },
    resolve: { alias: preact },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      ...output('public'),
      // es2017 and what every browser with import() has besides: object spread, which would else cost 1 KB of helpers.
      target: ['chrome63', 'safari11.1', 'firefox67', 'edge79'],
      cssTarget: 'chrome61',
      modulePreload: false,
      // One style sheet: on a phone a further round trip costs more than all of them weigh together.
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'index', test: ofAll, priority: 2 }, { name: 'forms', test: ofForms, priority: 1 }] } } },
    },
  }),
  console: () => ({
    ...shared('console'),
    base: '/',
    plugins: [react()],
    build: { ...output('console'), target: 'es2022', chunkSizeWarningLimit: 2000 },
  }),
};

// `npm run dev` serves one entry with hot reload against a running server: ENTRY=public npm run dev
export default () => ({
  ...entries[process.env.ENTRY === 'public' ? 'public' : 'console'](),
  server: { port: 5173, proxy: { '/api': process.env.HUIYIN_URL ?? 'http://127.0.0.1:8080' } },
});
