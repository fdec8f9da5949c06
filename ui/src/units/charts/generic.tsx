import { defineChart, drawn } from './chart';

/** The look of a chart type without a file of its own. */
export default defineChart({ type: 'generic', Icon: drawn('M2 14h12M4 11V8M8 11V3M12 11V6'), size: { w: 6, h: 5 }, begins: ['group'] });
