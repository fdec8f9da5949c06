import { BarChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** Bars, one for every group. */
export default defineChart({ type: 'bar', Icon: drawn('M2 14h12M4 11V8M8 11V3M12 11V6'), size: { w: 6, h: 5 }, begins: ['group'], parts: [BarChart] });
