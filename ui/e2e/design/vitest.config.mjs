import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../../node_modules/.vite-design',
  test: {
    include: ['*.spec.ts'],
    globalSetup: ['./serve.ts'],
    fileParallelism: false,
    testTimeout: 150_000,
    retry: 1, // as beside it: what fails twice is a fault
    hookTimeout: 90_000,
  },
};
