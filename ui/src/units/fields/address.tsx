import type { Problem } from '../../api/problem';
import { blank } from '../../model/formview';
import control from '../control/control.module.css';
import { asText, Plain } from '../control/Line';
import style from '../control/span.module.css';
import { defineField, setting, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const words = {
  zh: { province: '省 / 自治区 / 直辖市', city: '城市', district: '区县', detail: '详细地址' },
  en: { province: 'Province', city: 'City', district: 'District or county', detail: 'Street and number' },
};

const parts = ['province', 'city', 'district', 'detail'] as const;
type Part = (typeof parts)[number];
type Address = Partial<Record<Part, string | null>>;

const addressOf = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Address;
const empty = (value: unknown) => parts.every((part) => blank(addressOf(value)[part] ?? ''));
const regionsOf = (field: FieldDefinition) => (field.settings?.regions ?? []) as [string, string[]][];
const wanted = (field: FieldDefinition) => parts.slice(0, parts.indexOf(setting(field, 'until', 'detail') as Part) + 1);

function check(value: unknown, field: FieldDefinition): Problem[] {
  const missing = wanted(field).filter((part) => blank(addressOf(value)[part] ?? ''));
  return missing.map((part) => ({ code: 'form.address.incomplete', pointer: `/${part}` }));
}

interface PartProps {
  props: FieldInputProps;
  part: Part;
  address: Address;
  set: (part: Part, text: string) => void;
}

function shared({ props, part, address, set }: PartProps) {
  const { problems, describedBy, required, field } = props;
  // A problem of the whole address marks every part, one of a part only that.
  const own = problems.filter(({ pointer }) => pointer.endsWith(`/${part}`) || !parts.some((one) => pointer.endsWith(`/${one}`)));
  return {
    className: control.input,
    value: asText(address[part]),
    onInput: (event: { currentTarget: { value: string } }) => set(part, event.currentTarget.value),
    onBlur: props.onBlur,
    'aria-invalid': own.length > 0 || undefined,
    'aria-required': (required && wanted(field).includes(part)) || undefined,
    'aria-describedby': describedBy,
  };
}

function Choice(props: PartProps & { from: readonly string[] }) {
  const { from, props: outer } = props;
  return (
    <select {...shared(props)} disabled={outer.readOnly || from.length === 0} autoComplete={props.part === 'province' ? 'address-level1' : 'address-level2'}>
      <option value="">{outer.context.t('form.pick')}</option>
      {from.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Province and city are chosen, the rest is written: districts change too often for a list. */
function Input(props: FieldInputProps) {
  const { id, labelId, field, value, onChange, describedBy, readOnly, context } = props;
  const address = addressOf(value);
  const regions = regionsOf(field);
  const cities = regions.find(([name]) => name === address.province)?.[1] ?? [];
  const set = (part: Part, text: string) => {
    const next: Address = { ...address, [part]: text || null };
    const below = regions.find(([name]) => name === text)?.[1] ?? [];
    // A city that is its own province needs no choice.
    if (part === 'province') next.city = below.length === 1 ? below[0] : null;
    const kept = Object.fromEntries(Object.entries(next).filter(([, one]) => one));
    onChange(empty(kept) ? null : kept);
  };
  const of = (part: Part) => ({ props, part, address, set });
  const say = words[context.language];
  const line = (part: Part, complete: string, most: number) => <input type="text" {...shared(of(part))} readOnly={readOnly} autoComplete={complete} maxLength={most} />;
  const controls = {
    province: <Choice {...of('province')} from={regions.map(([name]) => name)} />,
    city: <Choice {...of('city')} from={cities} />,
    district: line('district', 'address-level3', 40),
    detail: line('detail', 'street-address', 200),
  };
  return (
    <div role="group" id={id} className={style.span} aria-labelledby={labelId} aria-describedby={describedBy}>
      {parts.map((part) => (
        <label key={part} className={part === 'detail' ? style.whole : undefined}>
          <span>{say[part]}</span>
          {controls[part]}
        </label>
      ))}
    </div>
  );
}

function View({ value, context }: FieldViewProps) {
  const address = addressOf(value);
  const text = parts.map((part, at) => (at > 0 && address[part] === address[parts[at - 1]!] ? '' : (address[part] ?? ''))).join('');
  return <Plain text={text} context={context} />;
}

export default defineField({ type: 'address', Input, View, check, empty, grouped: true });
