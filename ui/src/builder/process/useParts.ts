import type { Schema } from '../../model/design';
import type { FlowCommand } from '../../model/flow';
import { change } from '../../model/flowedit';
import { useSurroundings } from '../useDesign';
import { useFlow } from './useFlow';

const none: Schema = {};

/** useSchema is the schema of the process, and of one of its parts by name. */
export function useSchema(): { root: Schema; of: (name: string) => Schema } {
  const { catalog } = useSurroundings();
  const root = catalog.kinds.find(({ id }) => id === 'process')?.settings ?? none;
  return { root, of: (name) => root.$defs?.[name] ?? none };
}

/** pathOf splits a pointer into the process into the steps below its spec. */
export function pathOf(pointer: string): (string | number)[] {
  return pointer.split('/').slice(2).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** useSet changes what stands at a pointer; changes of one setting that follow each other are one step to take back. */
export function useSet(): (pointer: string, value: unknown, said?: string) => void {
  const { do: perform } = useFlow();
  return (pointer, value, said) => perform(change(pathOf(pointer), value, said) as FlowCommand);
}
