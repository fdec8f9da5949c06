import type { ConditionTree } from '../../model/condition';
import { fromTree } from '../../model/filter';
import { sentence, type Say } from '../../model/filtersentence';
import type { Column } from '../../model/list';

/** conditionWords says a condition as a person would; an expression stays as it is written. */
export function conditionWords(condition: ConditionTree | undefined, columns: readonly Column[], t: Say): string {
  if (!condition || Object.keys(condition).length === 0) return '';
  const group = fromTree(condition, true);
  return group ? sentence(group, { columns, say: t }) : JSON.stringify(condition);
}
