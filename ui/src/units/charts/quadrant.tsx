import { ScatterChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** Two numbers crossed into four fields, divided in the middle of five points. */
export default defineChart({ type: 'quadrant', Icon: drawn('M8 2v12M2 8h12M4.5 4.5h.01M11.5 5h.01M5 11.5h.01M11 11h.01'), size: { w: 6, h: 6 }, begins: ['number', 'number'], starter: { x: 3, y: 3 }, parts: [ScatterChart] });
