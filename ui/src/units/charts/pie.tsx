import { PieChart } from 'echarts/charts';
import { defineChart, drawn } from './chart';

/** Parts of a whole. */
export default defineChart({ type: 'pie', Icon: drawn('M8 2a6 6 0 1 0 6 6H8z'), size: { w: 4, h: 5 }, begins: ['group'], parts: [PieChart] });
