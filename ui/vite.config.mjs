import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

// The public pages are the same TSX as the console, compiled against Preact: 10 KB instead of 69.
const preact = {
  react: 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
};

const shared = (name) => ({
  configFile: false,
  root: folder(`src/${name}`),
  publicDir: false,
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:5]' } },
});

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
    resolve: { alias: preact },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { ...output('public'), target: 'es2017', cssTarget: 'chrome61', modulePreload: { polyfill: false } },
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
