import type { FormHandle } from '../../../form';
import type { Values } from '../../../model/formview';

/** Loose is what was changed in a record on its own; the fields of a step are sent along with its decision. */
export interface Loose {
  /** Changed by the person among the details. */
  keys: string[];
  /** What was entered for the steps, and stays entered when the rest is saved. */
  kept: Values;
}

/** loose tells the person's own changes among the details from what was entered in the panel of a task. */
export function loose(sheet: Pick<FormHandle, 'changes' | 'state'>, steps: ReadonlySet<string>): Loose {
  const all = Object.entries(sheet.changes());
  const own = all.filter(([key]) => !steps.has(key) && !sheet.state.written.has(key));
  return { keys: own.map(([key]) => key), kept: Object.fromEntries(all.filter(([key]) => steps.has(key))) };
}
