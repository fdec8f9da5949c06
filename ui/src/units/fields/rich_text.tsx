import type { Problem } from '../../api/problem';
import { blank } from '../../model/formview';
import control from '../control/control.module.css';
import { Nothing } from '../control/Line';
import { editorHere, type Rich } from '../control/rare/editor';
import style from '../control/rich.module.css';
import { aria, defineField, limit, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

/** richOf reads the value; a text alone, such as a link brings it, is plain. */
const richOf = (value: unknown): Rich => (typeof value === 'string' ? { text: value } : ((value ?? {}) as Rich));

const empty = (value: unknown) => blank(richOf(value).text ?? '');

function check(value: unknown, field: FieldDefinition): Problem[] {
  const max = limit(field, 'maxLength');
  const actual = [...(richOf(value).text ?? '').trim()].length;
  return max !== undefined && actual > max ? [{ code: 'form.text.too_long', pointer: '', params: { max, actual } }] : [];
}

/** markup is what the editor begins with: the server's own, or plain text in paragraphs. */
function markup({ html, text = '' }: Rich): string {
  if (html !== undefined) return html;
  const plain = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return plain && plain.split(/\n\s*\n/).map((part) => `<p>${part.replace(/\n/g, '<br>')}</p>`).join('');
}

/** Formatted where the page brings an editor, else plain text, which the server puts into paragraphs. */
function Input(props: FieldInputProps) {
  const { id, labelId, field, value, onChange, onBlur, readOnly, problems, describedBy, required, context } = props;
  const Editor = editorHere();
  const placeholder = setting(field, 'placeholder', '') || undefined;
  if (Editor && !readOnly) {
    return <Editor id={id} labelId={labelId} html={markup(richOf(value))} onChange={onChange} onBlur={onBlur} placeholder={placeholder} problems={problems} describedBy={describedBy} required={required} language={context.language} />;
  }
  const type = (text: string) => onChange(text.trim() ? { text } : null);
  return <textarea id={id} className={control.input} rows={6} aria-labelledby={labelId} {...aria(props)} placeholder={placeholder} readOnly={readOnly} value={richOf(value).text ?? ''} onInput={(event) => type(event.currentTarget.value)} onBlur={onBlur} />;
}

function View({ value, context }: FieldViewProps) {
  const { html, text = '' } = richOf(value);
  if (empty(value)) return <Nothing context={context} />;
  // Markup comes from the server, which keeps nothing of it that could do harm.
  if (html !== undefined) return <div className={style.rich} dangerouslySetInnerHTML={{ __html: html }} />;
  return <span className={control.lines}>{text}</span>;
}

export default defineField({ type: 'rich_text', Input, View, check, empty, grouped: true });
