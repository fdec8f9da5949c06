import type { ComponentType } from 'react';
import type { Problem } from '../../api/problem';
import type { Language } from '../../i18n/language';
import type { Translate } from '../../i18n/plain';
import type { FormField, Values } from '../../model/formview';
import type { ValueRules } from '../../model/formstate';
import type { Unit } from '../registry';

/** One field as the server prepared it for this reader; what a type adds is in settings, described by its schema in Go. */
export type FieldDefinition = FormField;

/** Something that can be chosen: an option, a person, a record. */
export interface Choice {
  value: string;
  text: string;
  color?: string;
}

/** A file that the server keeps; this is the value of file and image fields, in a list. */
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  type?: string;
  url?: string;
  image?: boolean;
}

export type Upload = (field: FieldDefinition, file: File, progress: (share: number) => void, signal?: AbortSignal) => Promise<StoredFile>;

/** What every field control is given, whatever page it stands on. */
export interface FieldContext {
  language: Language;
  t: Translate;
  /** The values of the whole form, for fields that look at others. */
  values: Values;
  /** Display texts of values by field key, as the server wrote them: masked ones, people, records. */
  texts?: Readonly<Record<string, string>>;
  /** Names of people, departments and records by id. */
  names?: Readonly<Record<string, string>>;
  /** Sends a file and resolves with its reference; absent where uploads are not possible. */
  upload?: Upload;
  /** Looks up options that are not in the definition: people, departments, records. */
  lookup?: (field: FieldDefinition, search: string) => Promise<Choice[]>;
  /** The form came back from a draft: what a draft does not keep has to be given once more. */
  again?: boolean;
  /** Says that a field is still at work (an upload), so that the form waits with sending. */
  busy?: (field: string, atWork: boolean) => void;
}

export interface FieldInputProps {
  /** Id of the control; the label's `for` names it. */
  id: string;
  /** Id of the label, for groups of controls that a `for` cannot name. */
  labelId?: string;
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

export interface FieldUnit extends Unit, ValueRules {
  /** How the value is entered. Native controls only: the same file runs on the public page. */
  Input: ComponentType<FieldInputProps>;
  /** How the value is read, in a record or a table cell. */
  View: ComponentType<FieldViewProps>;
  /** What a text means as a value of this type, for links that fill fields beforehand; absent where it is the text. */
  read?: (text: string) => unknown;
  /** A group of controls is named by labelId, one control by a label's `for`. */
  grouped?: boolean | ((field: FieldDefinition) => boolean);
  /** Problems of parts of the value are shown beside those parts, by the control itself. */
  places?: boolean;
  /** The control carries its own label, such as a checkbox beside its text. */
  ownLabel?: boolean;
  /** Shows what something else computed: Input is drawn although nobody can type into it. */
  output?: boolean;
  /** Must be entered by the person each time: drafts do not bring it back. */
  transient?: boolean;
  /** Has nothing to show in a form. */
  bare?: boolean;
}

/** defineField is what a field file exports by default. */
export function defineField(unit: FieldUnit): FieldUnit {
  return unit;
}

/** Pictures chosen on this page, by the id of their file: strangers may send files but not fetch them back. */
export const previews = new Map<string, string>();

/** setting reads one setting of a field, the fallback when it is absent or of another kind. */
export function setting(field: FieldDefinition, name: string, fallback: string): string;
export function setting(field: FieldDefinition, name: string, fallback: number): number;
export function setting(field: FieldDefinition, name: string, fallback: string | number): unknown {
  const value = field.settings?.[name];
  return typeof value === typeof fallback ? value : fallback;
}

/** limit reads a numeric setting that may be absent. */
export function limit(field: FieldDefinition, name: string): number | undefined {
  const value = field.settings?.[name];
  return typeof value === 'number' ? value : undefined;
}

/** aria is what every single control says about itself. */
export function aria({ problems, describedBy, required }: Pick<FieldInputProps, 'problems' | 'describedBy' | 'required'>) {
  return {
    'aria-invalid': problems.length > 0 || undefined,
    'aria-describedby': describedBy || undefined,
    'aria-required': required || undefined,
  };
}
