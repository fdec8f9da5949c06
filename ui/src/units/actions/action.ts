import type { ComponentType } from 'react';
import type { Language } from '../../i18n/language';
import type { Unit } from '../registry';

/** How one action type looks in a rule or behind a button. */
export interface ActionUnit extends Unit {
  Icon: ComponentType;
  /** One readable line about what these settings do; empty leaves the label of the catalogue alone. */
  summary(settings: Readonly<Record<string, unknown>>, language: Language): string;
}

/** defineAction is what an action file exports by default. */
export function defineAction(unit: ActionUnit): ActionUnit {
  return unit;
}
