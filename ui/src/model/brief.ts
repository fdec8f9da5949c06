import { fieldsIn, isEmpty, layoutOf, type FormView } from './formview';

/** The first words somebody wrote at length on a record, and the first things they sent along, as the keys of their fields. */
export interface Brief {
  words?: string;
  files?: string;
}

/** briefOf is what a record is about before anybody has worked on it, in the order of its form; what a step fills in is not. */
export function briefOf(view: FormView, steps: ReadonlySet<string>): Brief {
  const filled = fieldsIn(layoutOf(view)).filter((key) => view.fields[key] && view.fields[key].level !== 'masked' && !steps.has(key) && !isEmpty(view.values?.[key]));
  const first = (...types: string[]) => filled.find((key) => types.includes(view.fields[key]!.type));
  return { words: first('long_text'), files: first('image', 'file') };
}
