import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../../node_modules/.vite-spine',
  test: {
    include: ['*.spec.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
};
