import { Registry } from '../registry';
import type { NodeUnit } from './node';
import generic from './generic';

/** Every node type of this folder, found by file name; a type without a file gets generic.tsx. */
export const nodes = new Registry<NodeUnit>(
  import.meta.glob<NodeUnit>(['./*.tsx', '!./generic.tsx', '!./*.test.tsx'], { import: 'default' }),
  generic,
);

export * from './node';
