import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer } from 'vitest/node';

/** They share one server, and what one publishes the next ones find: always in the same order, also where earlier runs were timed. */
const order = ['frame', 'form', 'flow', 'try', 'public', 'story', 'migrate', 'flowspeed', 'menu', 'board', 'adding', 'seeas', 'delete', 'upgrade'];
class InOrder extends BaseSequencer {
  async sort(files) {
    const place = ({ moduleId }) => order.indexOf(basename(moduleId, '.spec.ts'));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../../node_modules/.vite-design',
  test: {
    include: ['*.spec.ts'],
    // It builds on a server of its own: `npm run e2e:rebuild`.
    exclude: ['rebuild.spec.ts'],
    globalSetup: ['./serve.ts'],
    fileParallelism: false,
    sequence: { sequencer: InOrder },
    testTimeout: 150_000,
    retry: 1, // as beside it: what fails twice is a fault
    hookTimeout: 90_000,
  },
};
