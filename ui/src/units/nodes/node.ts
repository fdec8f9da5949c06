import type { ComponentType } from 'react';
import type { Language } from '../../i18n/language';
import type { Text } from '../../i18n/text';
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
  /** The record stands at this step, so it has a status of its own; the others leave the status as it is. */
  stays?: boolean;
  /** Arrows with conditions leave it, and one that is taken when none holds. */
  branches?: boolean;
  /** Settings a new step of this type begins with. */
  starter?: Readonly<Record<string, unknown>>;
  /** The ways out that an arrow names, such as buttons; the first is the usual one. */
  exits?: (settings: Readonly<Record<string, unknown>>) => { key: string; title: Text }[];
  Icon: ComponentType;
  /** A line below the title, such as who does the step. */
  Badge?: ComponentType<NodeViewProps>;
}

/** defineNode is what a node file exports by default. */
export function defineNode(unit: NodeUnit): NodeUnit {
  return unit;
}
