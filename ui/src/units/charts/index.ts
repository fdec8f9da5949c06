import { Registry } from '../registry';
import type { ChartUnit } from './chart';
import generic from './generic';

/** Every chart type of this folder, found by file name; a type without a file gets generic.tsx. */
export const charts = new Registry<ChartUnit>(
  import.meta.glob<ChartUnit>(['./*.tsx', '!./generic.tsx', '!./chart.tsx', '!./*.test.tsx'], { import: 'default' }),
  generic,
);

export * from './chart';
