import { learn } from '../../i18n/dictionary';
import { Registry } from '../registry';
import type { FieldUnit } from './field';
import generic from './generic';

/**
 * What index.ts is for the public pages. What every page can show comes with each of them, what nearly every form has
 * (usual.ts) with those to fill in, since a visitor's phone waits longer for ten small files than for one that holds them
 * all; every other type is fetched by the form that has it. The public build puts this file in the other's place, and
 * reads the names in braces to know which is which.
 */
const rare = import.meta.glob<FieldUnit>(
  ['./*.tsx', '!./generic.tsx', '!./*.test.tsx', '!./{long_text,file}.tsx', '!./{text,select,boolean,phone,email,image,consent,hidden}.tsx'],
  { import: 'default' },
);
let taught: Promise<void> | undefined;
/** What they find wrong has its sentences with them. */
const taughtTo = async (load: () => Promise<FieldUnit>) => {
  taught ??= import('../../i18n/rare.zh.gen').then(({ sentences }) => learn('zh', { words: {}, sentences }));
  const [unit] = await Promise.all([load(), taught]);
  return unit;
};

export const fields = new Registry<FieldUnit>(Object.fromEntries(Object.entries(rare).map(([path, load]) => [path, () => taughtTo(load)])), generic);
fields.put(Object.values(import.meta.glob<FieldUnit>('./{long_text,file}.tsx', { import: 'default', eager: true })));

export * from './field';
