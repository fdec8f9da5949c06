import type { ComponentType } from 'react';
import type { Problem } from '../../api/problem';
import type { Schema } from '../../model/design';

/** What every editor of a setting is given. */
export interface EditorProps {
  /** Id of the control; the label's `for` names it. */
  id: string;
  /** The schema of this value, references followed. */
  schema: Schema;
  /** Where $defs are. */
  root: Schema;
  value: unknown;
  /** Names the control where no label stands beside it, such as in a list. */
  label?: string;
  /** undefined takes the setting away. Changes made while one editor is used are one gesture. */
  onChange: (value: unknown) => void;
  /** Pointer of the value in the definition, for problems and links. */
  pointer: string;
  /** Problems at or below the pointer. */
  problems: readonly Problem[];
  /** The settings this one stands among, such as the form that a field is chosen from. */
  beside: Readonly<Record<string, unknown>>;
}

/** An editor says whether a `label for` names it (default) or it is a group with its own labels. */
export interface Editor {
  Edit: ComponentType<EditorProps>;
  grouped?: boolean | ((schema: Schema) => boolean);
}

/** defineEditor is what inspector/editors/<name>.tsx exports by default; `x-editor` of a settings schema names the file. */
export function defineEditor(editor: Editor): Editor {
  return editor;
}

const files = import.meta.glob<{ default: Editor }>('./editors/*.tsx', { eager: true });
let found: Readonly<Record<string, Editor>> | undefined;

/** Editors by name. They are looked for when the first one is needed: they use each other, in a circle while they load. */
function editors(): Readonly<Record<string, Editor>> {
  found ??= Object.fromEntries(Object.entries(files).map(([path, file]) => [path.replace(/^.*\/(.*)\.tsx$/, '$1'), file.default]));
  return found;
}

/** editorOf chooses the editor of a value: the one its schema names, else the one of its type. */
export function editorOf(schema: Schema, root: Schema): Editor {
  const reference = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  const named = schema['x-editor'] ?? (reference === 'text' ? 'text' : undefined);
  const byName = named ? editors()[named] : undefined;
  if (byName) return byName;
  const target = reference ? root.$defs?.[reference] : undefined;
  return target ? editorOf({ ...target, 'x-editor': schema['x-editor'] ?? target['x-editor'] }, root) : editors()[typeOf(schema)]!;
}

function typeOf(schema: Schema): string {
  if (schema.enum) return 'choice';
  if (schema.type === 'boolean' || schema.const === true) return 'switch';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'object' && schema.properties) return 'object';
  if (schema.type === 'array') return 'list_of';
  return schema.type === 'string' ? 'string' : 'raw';
}
