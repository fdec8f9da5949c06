import { Registry } from '../registry';
import generic from './generic';
import type { LayoutUnit } from './layout';

/** The layout units that few forms have; sections, columns, pages and notices belong to the form itself. */
export const layouts = new Registry<LayoutUnit>(import.meta.glob<LayoutUnit>(['./*.tsx', '!./generic.tsx'], { import: 'default' }), generic);

export * from './layout';
