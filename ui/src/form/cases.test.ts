import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { derive, loadExpressions, validate, type Surroundings } from '../model/formstate';
import { fieldsIn, layoutOf, same, type FormView, type Level, type Values } from '../model/formview';
import { fields } from '../units/fields';

interface Step {
  note?: string;
  patch: Values;
  old?: Values;
  create?: boolean;
  customer?: boolean;
  system?: boolean;
  level?: Record<string, string>;
  require?: string[];
  env?: Surroundings;
  want?: Values;
  hidden?: string[];
  required?: string[];
  problems?: { code: string; pointer: string }[];
}
interface CaseFile {
  note: string;
  world?: { records?: Record<string, Values> };
  steps: Step[];
}

const folder = fileURLToPath(new URL('../../../engine/form/testdata/', import.meta.url));
const names = readdirSync(`${folder}cases`).map((file) => file.replace('.json', ''));
const load = <T>(path: string) => JSON.parse(readFileSync(folder + path, 'utf8')) as T;

/** What the browser finds by itself; the rest needs stored data, or values no control can produce. */
const codes = /^form\.(field\.required|consent\.required|check|text\.(too_|pattern|hint)|number\.|date\.|email\.|phone\.|choice\.(too_|required)|file\.too_many|url\.|time\.|nps\.|slider\.|id_card\.|date_range\.|cascader\.|address\.incomplete|sub_table\.)/;

/** viewFor is the view the server would have made for this reader and record. */
function viewFor(view: FormView, step: Step, world: CaseFile['world']): FormView {
  const shown = Object.values(view.fields).filter(({ key }) => step.level?.[key] !== 'hidden');
  const related: Record<string, Values> = {};
  const relation = shown.find(({ type }) => type === 'relation');
  const id = relation && (step.patch[relation.key] ?? step.old?.[relation.key]);
  const record = relation && world?.records?.[`${String(relation.settings?.form)}/${String(id)}`];
  if (record) related[relation.key] = { ...record, id };
  const level = (key: string, present: Level) => (step.level?.[key] as Level | undefined) ?? present;
  const required = (key: string, present?: boolean) => present || step.require?.includes(key);
  return {
    ...view,
    fields: Object.fromEntries(shown.map((field) => [field.key, { ...field, level: level(field.key, field.level), required: required(field.key, field.required) }])),
    values: step.old ?? {},
    related,
  };
}

/** entered is what the controls would hold: a value the server had to bring into form would be in form already. */
function entered(view: FormView, { patch, old, create, want }: Step): Values {
  const out: Record<string, unknown> = {};
  for (const { key, default: start } of Object.values(view.fields)) {
    const typed = patch[key];
    const kept = want?.[key];
    const other = key in patch && kept !== undefined && (typeof kept !== typeof typed || typeof kept === 'string' || Array.isArray(kept));
    out[key] = key in patch ? (other ? kept : typed) : (old?.[key] ?? (create ? start : undefined));
  }
  return out;
}

beforeAll(async () => {
  await loadExpressions();
  await fields.load(fields.types());
});

describe.each(names)('the cases of the server: %s', (name) => {
  const file = load<CaseFile>(`cases/${name}.json`);
  const base = load<FormView>(`views/${name}.json`);

  it.each(file.steps.map((step, at) => [at, step.note ?? file.note, step] as const))('%i %s', (_, __, step) => {
    const view = viewFor(base, step, file.world);
    const around = { now: '2026-11-21T01:30:00Z', today: '2026-11-21', ...step.env };
    const state = derive(view, entered(view, step), around);
    const writable = (key: string) => view.fields[key]?.level === 'write';
    const inLayout = fieldsIn(layoutOf(view));
    const mine = (keys: readonly string[]) => keys.filter((key) => inLayout.includes(key) && view.fields[key]).sort();

    const found = validate(view, state, (type) => fields.get(type), around).map(({ code, pointer }) => `${pointer} ${code}`);
    const said = (step.problems ?? []).map(({ code, pointer }) => `${pointer} ${code}`);
    // Rules, and colleagues who work on what a customer sent, are not asked for what only a new person is.
    const asked = (line: string) => codes.test(line.split(' ')[1]!) && mine([line.split(/[/ ]/)[1]!]).length > 0;
    // The server takes a value it refuses for empty; here it stays visible, and logic sees it until it is corrected.
    const refused = (step.problems ?? []).some(({ code }) => /^form\.(number|text)\./.test(code));
    const expected = said.filter(asked).sort();
    const got = found.filter((line) => !refused || expected.includes(line) || !line.endsWith('required'));
    if (!step.system && !step.customer) expect(got.sort()).toEqual(expected);

    if (step.hidden) expect(mine([...state.hidden])).toEqual(mine(step.hidden));
    if (step.required && !step.system) {
      expect(mine([...state.required].filter((key) => writable(key) && !state.hidden.has(key)))).toEqual(mine(step.required));
    }
    if (step.want && !step.problems) {
      const stamped = (key: string) => ['consent', 'image', 'file', 'signature', 'autonumber'].includes(view.fields[key]!.type);
      const keys = Object.keys(view.fields).filter((key) => !stamped(key));
      // The default of a field that a public form does not show is the server's to give.
      const wrong = keys.filter((key) => inLayout.includes(key) && !same(state.values[key], step.want![key]));
      expect(wrong.map((key) => [key, state.values[key], step.want![key]])).toEqual([]);
    }
  });
});
