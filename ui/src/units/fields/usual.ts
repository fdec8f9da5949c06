import type { FieldUnit } from './field';

/** The types that nearly every form has, for a page where one is filled in; all.ts leaves them out. */
export const usual = Object.values(import.meta.glob<FieldUnit>('./{text,select,boolean,phone,email,image,consent,hidden}.tsx', { import: 'default', eager: true }));
