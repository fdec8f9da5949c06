import { missing, relevant } from '../model/action';
import { fieldOf } from '../model/formproblem';
import { validate } from '../model/formstate';
import type { Values } from '../model/formview';
import type { TaskButton } from '../model/record';
import { fields } from '../units/fields';
import type { FormHandle } from './useForm';

/** What has been entered, or the fields that are not in order; the form shows what is wrong with them. */
export interface Gathered {
  data?: Values;
  wrong: string[];
}

/** gather checks what would be sent with a button and no more: an old fault in another field must not stop anybody. */
export function gather(sheet: FormHandle, { except, ...button }: Pick<TaskButton, 'require'> & { except?: ReadonlySet<string> } = {}): Gathered {
  const data = Object.fromEntries(Object.entries(sheet.changes()).filter(([key]) => !except?.has(key)));
  const { view, state } = sheet;
  const rules = (type: string) => fields.get(type);
  const wrong = relevant(validate(view, state, rules), view, data, button);
  const absent = missing(button, view, state.values, rules).filter((one) => !wrong.some((other) => other.pointer === one.pointer));
  const all = [...wrong, ...absent];
  if (all.length === 0) return { data, wrong: [] };
  sheet.refuse(all);
  return { wrong: all.map((problem) => fieldOf(view, problem)) };
}
