import { createContext, useContext } from 'react';
import { say, type Language } from '../../i18n/text';
import type { FieldSpec } from '../../model/formdesign';

/** What an expression can read where it stands, when that is not the fields of the form: the columns of a row. */
export const ScopeContext = createContext<readonly FieldSpec[] | undefined>(undefined);

/** useScope is what expressions read instead of the fields of the form, if they do. */
export function useScope(): readonly FieldSpec[] | undefined {
  return useContext(ScopeContext);
}

/** titleOfField is what people call a field. */
export function titleOfField(field: Pick<FieldSpec, 'key' | 'title'>, language: Language): string {
  return say(field.title, language) || field.key;
}
