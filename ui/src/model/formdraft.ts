import { languages, say, type Language, type Text } from '../i18n/text';
import type { Definition, UnitInfo } from './design';
import { idOf, itemsOf, type FieldSpec, type FormSpec, type Item, type Where } from './formdesign';
import type { FormField, FormView, LayoutItem, Option } from './formview';

/** The draft of a form as the renderer draws it: what the server makes of a published form, without its rules. */

/** localised says every text inside some settings in one language. */
export function localised(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => localised(one, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const text = entries.length > 0 && entries.every(([key, one]) => (languages as readonly string[]).includes(key) && typeof one === 'string');
  return text ? say(value as Text, language) : Object.fromEntries(entries.map(([key, one]) => [key, localised(one, language)]));
}

/** optionsOf are the choices of a field: its own, or those of the dictionary it names. */
export function optionsOf(field: Pick<FieldSpec, 'settings'>, bundle: readonly Definition[], language: Language): Option[] | undefined {
  const list = field.settings?.list;
  const source = typeof list === 'string' && list ? bundle.find((one) => one.kind === 'list' && one.key === list)?.spec.options : field.settings?.options;
  return Array.isArray(source) ? (localised(source, language) as Option[]) : undefined;
}

interface Kept {
  language: Language;
  options: unknown;
  computed: boolean;
  view: FormField;
}

const kept = new WeakMap<FieldSpec, Kept>();

function fieldView(field: FieldSpec, bundle: readonly Definition[], language: Language, computed: boolean): FormField {
  const list = field.settings?.list;
  const source = typeof list === 'string' ? bundle.find((one) => one.kind === 'list' && one.key === list) : undefined;
  const known = kept.get(field);
  if (known && known.language === language && known.options === source && known.computed === computed) return known.view;
  const settings = localised(field.settings ?? {}, language) as Record<string, unknown>;
  const options = optionsOf(field, bundle, language);
  const start = field.default;
  const view: FormField = {
    key: field.key,
    type: field.type,
    title: say(field.title, language),
    help: say(field.help, language) || undefined,
    purpose: say(field.personal?.purpose, language) || undefined,
    level: field.readOnly || computed ? 'read' : 'write',
    required: field.required,
    onHide: field.onHide,
    settings: options ? { ...settings, options } : settings,
    default: typeof start === 'object' && start !== null && 'expr' in start ? undefined : start,
  };
  kept.set(field, { language, options: source, computed, view });
  return view;
}

/** draftView draws a form as it is being designed. Units without a key are named by where they lie. */
export function draftView(spec: FormSpec, key: string, title: Text, where: Where, bundle: readonly Definition[], language: Language, units: readonly UnitInfo[]): FormView {
  const computed = new Set(units.filter((unit) => unit.settings.properties?.expression ?? unit.settings.properties?.measure).map((unit) => unit.id));
  const fields: Record<string, FormField> = {};
  for (const field of spec.fields) if (!field.deleted) fields[field.key] = fieldView(field, bundle, language, computed.has(field.type));
  const required = where === 'public' ? new Set(spec.public?.require ?? []) : new Set<string>();
  for (const one of required) if (fields[one] && !fields[one].required) fields[one] = { ...fields[one], required: true };
  const named = where === 'public' ? spec.public?.title || title : title;
  return { key, title: say(named, language), intro: where === 'public' ? say(spec.public?.intro, language) : undefined, fields, layout: layoutView(itemsOf(spec, where), language, []) };
}

function layoutView(items: readonly Item[], language: Language, above: readonly number[]): LayoutItem[] {
  return items.map((item, at) => {
    const place = [...above, at];
    if (item.field) return { field: item.field, width: item.width };
    return { key: idOf(item, place), type: item.type, title: say(item.title, language), text: say(item.text, language), width: item.width, children: item.children && layoutView(item.children, language, place) };
  });
}
