import { Registry } from '../registry';
import type { ActionUnit } from './action';
import generic from './generic';

/** Every action type of this folder, found by file name; a type without a file gets generic.tsx. */
export const actions = new Registry<ActionUnit>(
  import.meta.glob<ActionUnit>(['./*.tsx', '!./generic.tsx', '!./*.test.tsx'], { import: 'default' }),
  generic,
);

export * from './action';
