import type { ComponentType } from 'react';

/**
 * One file per kind of definition, designers/<kind>.tsx, whose default export draws the designer of that kind inside a
 * Workspace: it reads useDocument and useSurroundings, and changes the definition by commands alone. A kind without a file is edited by
 * the fields of its settings.
 */
const files = import.meta.glob<{ default: ComponentType }>('./designers/*.tsx');

/** loadDesigner fetches the designer of a kind. */
export async function loadDesigner(kind: string): Promise<{ default: ComponentType }> {
  const load = files[`./designers/${kind}.tsx`] ?? files['./designers/generic.tsx']!;
  return load();
}
