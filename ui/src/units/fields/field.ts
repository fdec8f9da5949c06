import type { ComponentType } from 'react';
import type { Problem } from '../../api/problem';
import type { Language, Text } from '../../i18n/language';
import type { Translate } from '../../i18n/plain';
import type { Unit } from '../registry';

/** One field as the form definition has it; what a type adds to it is described by its settings schema in Go. */
export interface FieldDefinition {
  key: string;
  type: string;
  title?: Text;
  help?: Text;
  required?: boolean;
  [setting: string]: unknown;
}

/** What every field control is given, whatever page it stands on. */
export interface FieldContext {
  language: Language;
  t: Translate;
  /** The values of the whole form, for fields that look at others. */
  values: Readonly<Record<string, unknown>>;
  /** Sends a file and resolves with its reference; absent where uploads are not possible. */
  upload?: (file: File, progress: (share: number) => void, signal?: AbortSignal) => Promise<unknown>;
  /** Looks up options that are not in the definition: people, departments, records. */
  lookup?: (field: FieldDefinition, search: string) => Promise<{ value: string; label: string }[]>;
}

export interface FieldInputProps {
  /** Id of the control; the label's `for` names it. */
  id: string;
  field: FieldDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
  onBlur?: () => void;
  readOnly?: boolean;
  required?: boolean;
  /** Problems of this field, pointers relative to it; the control marks itself invalid when there are any. */
  problems: readonly Problem[];
  /** Ids of the help and error texts, for aria-describedby. */
  describedBy?: string;
  context: FieldContext;
}

export interface FieldViewProps {
  field: FieldDefinition;
  value: unknown;
  context: FieldContext;
}

export interface FieldUnit extends Unit {
  /** How the value is entered. Native controls only: the same file runs on the public page. */
  Input: ComponentType<FieldInputProps>;
  /** How the value is read, in a record or a table cell. */
  View: ComponentType<FieldViewProps>;
  /** A group of controls is labelled by a legend, one control by a label. */
  grouped?: boolean;
  /** Layout units and constants have no value and no label. */
  bare?: boolean;
}

/** defineField is what a field file exports by default. */
export function defineField(unit: FieldUnit): FieldUnit {
  return unit;
}
