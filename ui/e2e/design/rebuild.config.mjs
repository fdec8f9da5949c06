import base from './vitest.config.mjs';

/** The five-step SOP rebuilt from a blank app by the designers alone: some minutes, each test going on where the one before stopped. */
export default { ...base, test: { ...base.test, include: ['rebuild.spec.ts'], exclude: [] } };
