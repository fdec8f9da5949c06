import { HeatmapChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** Two fields crossed. */
export default defineChart({ type: 'heatmap', Icon: drawn('M2.5 2.5h3v3h-3zM6.5 2.5h3v3h-3zM10.5 6.5h3v3h-3zM6.5 10.5h3v3h-3z'), size: { w: 6, h: 6 }, begins: ['group', 'group'], parts: [HeatmapChart] });
