import { defineField, type FieldInputProps, type FieldViewProps } from './field';

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The control for a type without a file of its own: chosen by the kind of value, so the form can still be filled. */
function Input({ id, value, onChange, onBlur, readOnly, required, problems, describedBy }: FieldInputProps) {
  const shared = { id, onBlur, required, 'aria-invalid': problems.length > 0, 'aria-describedby': describedBy };
  if (typeof value === 'boolean') {
    return (
      <input type="checkbox" {...shared} checked={value} disabled={readOnly} onChange={(e) => onChange(e.currentTarget.checked)} />
    );
  }
  const numeric = typeof value === 'number';
  const change = (text: string) => {
    if (text === '') onChange(null);
    else onChange(numeric && Number.isFinite(Number(text)) ? Number(text) : text);
  };
  // Structured values are shown, not edited: text typed here would not be the structure the server expects.
  const structured = typeof value === 'object' && value !== null;
  return (
    <input
      type="text"
      inputMode={numeric ? 'decimal' : undefined}
      {...shared}
      value={asText(value)}
      readOnly={readOnly || structured}
      onInput={(e) => change(e.currentTarget.value)}
    />
  );
}

function View({ value }: FieldViewProps) {
  return <span>{asText(value) || '—'}</span>;
}

export default defineField({ type: 'generic', Input, View });
