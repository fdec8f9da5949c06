import { languages, say, type Language, type Text } from '../i18n/text';

/** Definitions as the builder edits them: exactly what the server stores, with all their translations. */
export interface Definition<S = Record<string, unknown>> {
  kind: string;
  key: string;
  title: Text;
  description?: Text;
  schemaVersion: number;
  spec: S;
}

/** What the catalogue says about a unit: a field type, a layout unit, a node, an action. */
export interface UnitInfo {
  id: string;
  label: Text;
  group: string;
  /** Its place among the most used of its group; those without one come after them. */
  rank?: number;
  help?: Text;
  /** JSON Schema of the settings; inspectors are drawn from it. */
  settings: Schema;
  examples?: readonly { note: string; settings?: Record<string, unknown> }[] | null;
  /** Of a chart: how many dimensions and measures it takes. */
  shape?: { minDims: number; maxDims: number; minMeasures: number; maxMeasures: number };
}

export type UnitGroup = 'fields' | 'layout' | 'nodes' | 'actions' | 'kinds' | 'functions' | 'charts';
export type Catalog = Readonly<Record<UnitGroup, readonly UnitInfo[]>>;

/** The part of JSON Schema that settings are written in. `x-title` names a property, `x-editor` chooses its control. */
export interface Schema {
  type?: string;
  'x-title'?: Text;
  'x-help'?: Text;
  'x-editor'?: string;
  /** Of a condition: the setting beside it that names the form it is about. */
  'x-in'?: string;
  /** Of a condition about another form: it may compare with this record. */
  'x-own'?: boolean;
  /** Of values: where they can come from, when not from everywhere. */
  'x-sources'?: readonly string[];
  /** Of a condition: it is asked when something changed. */
  'x-change'?: boolean;
  description?: string;
  enum?: readonly unknown[];
  /** Values to begin with, of which others may differ. */
  examples?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  $ref?: string;
  $defs?: Readonly<Record<string, Schema>>;
}

/** resolve follows a reference within the same schema; what stands beside the reference wins. */
export function resolve(schema: Schema, root: Schema): Schema {
  const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  const target = name ? root.$defs?.[name] : undefined;
  return target ? { ...resolve(target, root), ...schema, $ref: undefined } : schema;
}

/** The definitions of an app as the builder lists them. */
export interface Part {
  kind: string;
  key: string;
  title: string;
  /** Revision of the draft; 0 is as released. */
  draft: number;
  /** Goes at the next publish. */
  deleted: boolean;
}

/**
 * write puts words of one language into a text. A plain text stays plain: it is what everybody reads until somebody
 * translates it. Empty words take the language out.
 */
export function write(text: Text, language: Language, words: string): Text {
  if (typeof text !== 'object' || text === null) return words;
  return tidy({ ...text, [language]: words });
}

/** translate gives a text words of another language beside what it says in its own. */
export function translate(text: Text, own: Language, language: Language, words: string): Text {
  const map = typeof text === 'object' && text !== null ? text : { [own]: text ?? '' };
  return tidy({ ...map, [language]: words });
}

function tidy(map: Partial<Record<Language, string>>): Text {
  const said = languages.filter((one) => map[one]);
  if (said.length === 0) return '';
  return Object.fromEntries(said.map((one) => [one, map[one]]));
}

/**
 * inOne is a value with each text in it said in one language alone, as what a designer writes: a name written over
 * leaves no other one behind.
 */
export function inOne<T>(value: T, language: Language): T {
  if (Array.isArray(value)) return value.map((one: unknown) => inOne(one, language)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.keys(value);
  if (said.length === languages.length && languages.every((one) => said.includes(one))) return say(value as Text, language) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inOne(one as unknown, language)])) as T;
}

/** fresh is the first of `wish`, `wish_2`, `wish_3` … that is not taken. */
export function fresh(wish: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(wish)) return wish;
  for (let n = 2; ; n++) if (!used.has(`${wish}_${n}`)) return `${wish}_${n}`;
}

/** copy is the same value again, free to be changed: what a document holds is not. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
