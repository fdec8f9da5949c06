import { FunnelChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** What is left from step to step. */
export default defineChart({ type: 'funnel', Icon: drawn('M2 3h12l-2 3.5H4zM4.5 9h7l-1.5 3H6z'), size: { w: 4, h: 5 }, begins: ['group'], parts: [FunnelChart] });
