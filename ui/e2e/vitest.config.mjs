import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../node_modules/.vite-e2e',
  test: {
    include: ['**/*.spec.ts'],
    // Those need no demonstration, see their own vitest.config.mjs.
    exclude: ['fixture/**', 'spine/**', 'design/**'],
    globalSetup: ['./server.ts'],
    // One browser and one server at a time: two cores are soon busy, and screenshots should not race.
    fileParallelism: false,
    testTimeout: 120_000,
    // A browser on a busy machine misses a click now and then: what fails twice is a fault. The report names both.
    retry: 1,
    // The first spec of the demonstration waits until that has made its data.
    hookTimeout: 250_000,
  },
};
