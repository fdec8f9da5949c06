import { defineChart, drawn } from './chart';

/** Figures row by row, drawn by the interface itself. */
export default defineChart({ type: 'table', Icon: drawn('M2 3h12v10H2zM2 6.5h12M6 6.5V13'), size: { w: 6, h: 5 }, begins: ['group'] });
