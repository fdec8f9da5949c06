import type { Flow } from '../../../model/flow';
import type { EditorProps } from '../editor';
import { Reference } from '../Reference';
import { peopleOf, processOf } from '../references';

/** RuleName chooses one of the people rules of the process. */
export function RuleName(props: EditorProps) {
  return <Reference {...props} part="people" options={(all, document, language) => peopleOf(processOf(all, document)?.spec as Flow | undefined, language)} />;
}
