import type { Problem } from '../../api/problem';
import type { Option } from '../../model/formview';
import control from '../control/control.module.css';
import { Nothing } from '../control/Line';
import style from '../control/span.module.css';
import { defineField, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const words = { zh: { level: '第 {n} 级', stop: '到这一级为止' }, en: { level: 'Step {n}', stop: 'No further' } };

const wayOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const all = (field: FieldDefinition) => (field.settings?.options ?? []) as (Option & { parent?: string })[];

/** below lists what can be chosen after some steps; what is archived stays where it was chosen. */
function below(field: FieldDefinition, parent: string, chosen?: string): Option[] {
  return all(field).filter((option) => (option.parent ?? '') === parent && (!option.archived || option.key === chosen));
}

/** A list for each step, the next one appears when the step before is chosen. Phones draw them as they draw all lists. */
function Input({ id, labelId, field, value, onChange, onBlur, readOnly, required, problems, describedBy, context }: FieldInputProps) {
  const say = words[context.language];
  const way = wayOf(value);
  const last = way.at(-1) ?? '';
  const steps = way.length === 0 || below(field, last).length > 0 ? [...way, ''] : way;
  const choose = (at: number, key: string) => {
    const next = key ? [...way.slice(0, at), key] : way.slice(0, at);
    onChange(next.length > 0 ? next : null);
  };
  return (
    <div role="group" id={id} className={style.span} aria-labelledby={labelId} aria-describedby={describedBy}>
      {steps.map((chosen, at) => (
        <select
          key={at === 0 ? '' : way[at - 1]}
          className={`${control.input} ${style.step}`}
          aria-label={say.level.replace('{n}', String(at + 1))}
          aria-required={(required && at === 0) || undefined}
          aria-invalid={problems.length > 0 || undefined}
          disabled={readOnly}
          value={chosen}
          onChange={(event) => choose(at, event.currentTarget.value)}
          onBlur={onBlur}
        >
          <option value="">{at > 0 && field.settings?.anyLevel ? say.stop : context.t('form.pick')}</option>
          {below(field, at === 0 ? '' : way[at - 1]!, chosen).map((option) => (
            <option key={option.key} value={option.key}>
              {option.title}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}

function View({ field, value, context }: FieldViewProps) {
  const titles = wayOf(value).map((key) => all(field).find((option) => option.key === key)?.title ?? key);
  return titles.length > 0 ? <span className={control.value}>{titles.join(' / ')}</span> : <Nothing context={context} />;
}

function check(value: unknown, field: FieldDefinition): Problem[] {
  const open = below(field, wayOf(value).at(-1) ?? '').length > 0;
  return open && !field.settings?.anyLevel ? [{ code: 'form.cascader.incomplete', pointer: '' }] : [];
}

/** A link names the last step only; the way to it is known. */
export default defineField({ type: 'cascader', absent: 'form.choice.required', Input, View, check, grouped: true });
