import { splitPointer, type Problem } from '../api/problem';
import { fieldsIn, layoutOf, type ConditionTree, type FormView, type LayoutItem } from './formview';

/** fieldOf names the field a problem belongs to, empty when it is about the whole form or a field not in the layout. */
export function fieldOf(view: FormView, problem: Problem): string {
  const [first = '', second = ''] = splitPointer(problem.pointer);
  const key = view.fields[first] || first !== 'data' ? first : second;
  return fieldsIn(layoutOf(view)).includes(key) ? key : '';
}

/** byField sorts problems by field; the key '' holds those of the whole form. */
export function byField(view: FormView, problems: readonly Problem[]): Map<string, Problem[]> {
  const sorted = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = fieldOf(view, problem);
    sorted.set(key, [...(sorted.get(key) ?? []), problem]);
  }
  return sorted;
}

/** emptied lists the fields whose emptiness a condition asks for, where all of it must hold. */
function emptied(when: ConditionTree): string[] {
  const leaf = when as { field?: string; op?: string };
  if (leaf.op === 'empty' && leaf.field) return [leaf.field];
  return Array.isArray(when.all) ? when.all.flatMap((part) => emptied(part as ConditionTree)) : [];
}

/**
 * sharers lists, for the field a broken check stands at, the other fields that would mend it just as well: where one of
 * several has to be filled, all of them are marked, though the problem counts once.
 */
export function sharers(view: FormView, problems: ReadonlyMap<string, readonly Problem[]>): Map<string, Problem> {
  const out = new Map<string, Problem>();
  for (const { field, when, message } of view.checks ?? []) {
    const problem = problems.get(field ?? '')?.find((one) => one.code === 'form.check' && one.message === message);
    const fields = problem && field ? emptied(when) : [];
    if (fields.includes(field!)) for (const key of fields) if (key !== field && view.fields[key]?.level === 'write') out.set(key, problem!);
  }
  return out;
}

/** inOrder puts problems into the order of the layout, those of the whole form first, one per field. */
export function inOrder(view: FormView, problems: readonly Problem[]): { field: string; problem: Problem }[] {
  const sorted = byField(view, problems);
  const whole = (sorted.get('') ?? []).map((problem) => ({ field: '', problem }));
  const keys = fieldsIn(layoutOf(view)).filter((key) => sorted.has(key));
  return [...whole, ...keys.map((field) => ({ field, problem: sorted.get(field)![0]! }))];
}

export interface FormPage {
  key: string;
  title?: string;
  text?: string;
  items: readonly LayoutItem[];
  /** Keys of the fields on it, also those that logic hides now. */
  fields: readonly string[];
}

/** pagesOf cuts the layout at its page units; loose items between them make pages of their own. */
export function pagesOf(view: FormView, hidden: ReadonlySet<string>): FormPage[] {
  const pages: FormPage[] = [];
  let loose: LayoutItem[] = [];
  const add = ({ key = `page${pages.length}`, title, text, items }: Partial<FormPage> & Pick<FormPage, 'items'>) =>
    pages.push({ key, title, text, items, fields: fieldsIn(items) });
  const flush = () => {
    if (loose.length > 0) add({ items: loose });
    loose = [];
  };
  for (const item of layoutOf(view)) {
    if (item.type !== 'page') {
      loose.push(item);
      continue;
    }
    flush();
    if (!hidden.has(item.key ?? '')) add({ ...item, items: item.children ?? [] });
  }
  flush();
  return pages;
}
