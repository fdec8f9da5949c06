import type { ComponentType } from 'react';
import type { Language } from '../../i18n/language';
import type { Unit } from '../registry';

export interface NodeViewProps {
  settings: Readonly<Record<string, unknown>>;
  language: Language;
}

/** How one step type looks on the process canvas; what it does is decided in Go. */
export interface NodeUnit extends Unit {
  /** One of the tones of tokens.css. */
  tone: string;
  shape: 'card' | 'pill' | 'diamond' | 'bar';
  /** How many arrows may arrive and leave; `many` draws a handle that never fills up. */
  inputs: 0 | 1 | 'many';
  outputs: 0 | 1 | 'many';
  Icon: ComponentType;
  /** A line below the title, such as who does the step. */
  Badge?: ComponentType<NodeViewProps>;
}

/** defineNode is what a node file exports by default. */
export function defineNode(unit: NodeUnit): NodeUnit {
  return unit;
}
