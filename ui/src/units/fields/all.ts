import { Registry } from '../registry';
import type { FieldUnit } from './field';
import generic from './generic';

/**
 * What index.ts is for the public pages: every field type comes along with the page, since a visitor's phone waits
 * longer for twenty small files than for one that holds them all. The public build puts this file in the other's place.
 */
export const fields = new Registry<FieldUnit>({}, generic);
fields.put(Object.values(import.meta.glob<FieldUnit>(['./*.tsx', '!./generic.tsx', '!./*.test.tsx'], { import: 'default', eager: true })));

export * from './field';
