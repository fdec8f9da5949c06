import { Registry } from '../registry';
import type { FieldUnit } from './field';
import generic from './generic';

/** Every field type of this folder, found by file name; a type without a file gets generic.tsx. */
export const fields = new Registry<FieldUnit>(
  import.meta.glob<FieldUnit>(['./*.tsx', '!./generic.tsx', '!./*.test.tsx'], { import: 'default' }),
  generic,
);

export * from './field';
