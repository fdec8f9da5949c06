import { splitPointer } from '../api/problem';
import { problemText } from '../i18n/dictionary';
import { isEmpty, type FormField, type Option } from '../model/formview';
import { fields } from '../units/fields';
import style from './form.module.css';
import type { FormHandle } from './useForm';

interface FieldProps {
  field: FormField;
  form: FormHandle;
  prefix: string;
  /** The field before asks for the same purpose and has said so. */
  said?: boolean;
}

/** Field is one field with its label, help and problems, or just label and value where nothing can be entered. */
export function Field({ field, form, prefix, said }: FieldProps) {
  const unit = fields.get(field.type);
  const locked = form.readOnly || form.state.locked.has(field.key);
  const output = unit.output && !form.readOnly && field.level !== 'masked';
  if (locked && !output) return <Reading field={field} form={form} />;
  return <Entering field={field} form={form} prefix={prefix} said={said} />;
}

function Reading({ field, form }: Pick<FieldProps, 'field' | 'form'>) {
  const { context, state, view } = form;
  const { View } = fields.get(field.type);
  const masked = field.level === 'masked' ? view.texts?.[field.key] : undefined;
  return (
    <dl className={style.reading}>
      <dt>{field.title}</dt>
      <dd>{masked === undefined ? <View field={field} value={state.values[field.key]} context={context} /> : masked}</dd>
    </dl>
  );
}

/** narrowed is a field that offers what rules leave of its options. */
function narrowed(field: FormField, { state }: FormHandle): FormField {
  const { key, settings } = field;
  const options = (settings?.options as Option[] | undefined)?.map((option) => (state.left.every((left) => left[key]?.includes(option.key) ?? true) ? option : { ...option, archived: true }));
  return { ...field, settings: { ...settings, options } };
}

function Entering({ field: whole, form, prefix, said }: FieldProps) {
  const { context, state } = form;
  const field = narrowed(whole, form);
  const unit = fields.get(field.type);
  const { Input } = unit;
  const place = prefix + field.key;
  const [id, labelId, helpId, purposeId, errorId] = ['input', 'label', 'help', 'purpose', 'error'].map((part) => `${place}-${part}`) as [string, string, string, string, string];
  const anew = context.again && unit.transient && (unit.empty ?? isEmpty)(state.values[field.key], field) ? context.t('form.again') : '';
  const help = [field.help, anew].filter(Boolean).join('\n');
  const purpose = said ? undefined : field.purpose;
  const also = form.shared.get(field.key);
  const problems = form.problems.get(field.key) ?? (also ? [also] : []);
  const told = unit.places ? problems.filter(({ pointer }) => splitPointer(pointer).at(-1) === field.key || also) : problems;
  const required = state.required.has(field.key);
  const grouped = typeof unit.grouped === 'function' ? unit.grouped(field) : unit.grouped;
  const describedBy = [help && helpId, purpose && purposeId, told.length > 0 && errorId].filter(Boolean).join(' ');
  return (
    <div className={style.field} data-field={place} data-key={field.key} data-problem={problems.length > 0 || undefined}>
      {unit.ownLabel ? null : <Label id={labelId} control={grouped ? undefined : id} title={field.title} required={required ? context.t('form.required') : ''} />}
      {help ? (
        <p id={helpId} className={style.help}>
          {help}
        </p>
      ) : null}
      {purpose ? (
        <p id={purposeId} className={style.help} data-purpose>
          {context.t('form.purpose', { purpose })}
        </p>
      ) : null}
      <Input
        id={id}
        labelId={labelId}
        field={field}
        value={form.entered[field.key] !== undefined && !state.written.has(field.key) ? form.entered[field.key] : state.values[field.key]}
        onChange={(value) => form.set(field.key, value)}
        onBlur={() => form.touch(field.key)}
        required={required}
        problems={problems}
        describedBy={describedBy || undefined}
        context={context}
      />
      {told.length > 0 ? (
        <p id={errorId} className={style.error}>
          {told.map((problem) => problemText(problem, context.language)).join(context.language === 'zh' ? '；' : '; ')}
        </p>
      ) : null}
    </div>
  );
}

interface LabelProps {
  id: string;
  /** The control it belongs to; a group of controls names its label itself. */
  control?: string;
  title: string;
  /** The word for a field that must be filled, empty when it need not. */
  required: string;
}

function Label({ id, control, title, required }: LabelProps) {
  const mark = required ? (
    <span className={style.mark}>
      <span aria-hidden="true">*</span>
      {control ? null : <span className="visually-hidden">{required}</span>}
    </span>
  ) : null;
  const Tag = control ? 'label' : 'span';
  return (
    <Tag id={id} htmlFor={control} className={style.label}>
      {title}
      {mark}
    </Tag>
  );
}
