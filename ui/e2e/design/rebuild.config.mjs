import base from './vitest.config.mjs';

/** The five-step SOP rebuilt from a blank app by the designers alone, which takes a quarter of an hour on a busy machine. */
export default { ...base, test: { ...base.test, include: ['rebuild.spec.ts'], exclude: [] } };
