import type { ComponentType, ReactNode } from 'react';
import type { LayoutItem } from '../../model/formview';
import type { Translate } from '../../i18n/plain';
import type { Unit } from '../registry';

export interface LayoutProps {
  item: LayoutItem;
  /** Starts the ids of everything the unit draws. */
  id: string;
  t: Translate;
  /** The children that have something to show now. */
  children: readonly LayoutItem[];
  draw: (items: readonly LayoutItem[]) => ReactNode;
  /** How many fields of an item have a problem that is shown. */
  wrong: (item: LayoutItem) => number;
}

export interface LayoutUnit extends Unit {
  View: ComponentType<LayoutProps>;
}

/** defineLayout is what a layout file exports by default. */
export function defineLayout(unit: LayoutUnit): LayoutUnit {
  return unit;
}
