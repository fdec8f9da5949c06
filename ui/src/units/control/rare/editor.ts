import type { ComponentType } from 'react';
import type { Problem } from '../../../api/problem';
import type { Language } from '../../../i18n/language';

export interface Rich {
  html?: string;
  text?: string;
}

export interface EditorProps {
  id: string;
  labelId?: string;
  html: string;
  onChange: (value: Rich | null) => void;
  onBlur?: () => void;
  placeholder?: string;
  problems: readonly Problem[];
  describedBy?: string;
  required?: boolean;
  language: Language;
}

let provided: ComponentType<EditorProps> | undefined;

/** provideEditor gives pages an editor for formatted text; where nobody does, people write plain text. */
export function provideEditor(editor: ComponentType<EditorProps>): void {
  provided = editor;
}

export const editorHere = (): ComponentType<EditorProps> | undefined => provided;
