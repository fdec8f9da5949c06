import { fileURLToPath } from 'node:url';
import { BaseSequencer } from 'vitest/node';

/** What needs no demonstration comes first: the sample data are made meanwhile, on the other core. */
class DemoLast extends BaseSequencer {
  sort(specs) {
    const needsDemo = ({ moduleId }) => (moduleId.endsWith('spine.spec.ts') ? 0 : 1);
    return specs.toSorted((a, b) => needsDemo(a) - needsDemo(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '../node_modules/.vite-e2e',
  test: {
    include: ['**/*.spec.ts'],
    // Those run against a stand-in server, see fixture/vitest.config.mjs.
    exclude: ['fixture/**'],
    globalSetup: ['./server.ts'],
    // One browser and one server at a time: two cores are soon busy, and screenshots should not race.
    fileParallelism: false,
    sequence: { sequencer: DemoLast },
    testTimeout: 120_000,
    // The first spec of the demonstration waits until that has made its data.
    hookTimeout: 250_000,
  },
};
