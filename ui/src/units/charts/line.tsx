import { LineChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** Lines over time. */
export default defineChart({ type: 'line', Icon: drawn('M2 14h12M2.5 10.5 6 6.5l3 2.5 4.5-6'), size: { w: 6, h: 5 }, begins: ['time'], parts: [LineChart] });
