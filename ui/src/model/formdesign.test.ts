import { describe, expect, it } from 'vitest';
import { walk } from '../test/edits';
import type { UnitInfo } from './design';
import { begin, perform, undo, type Command } from './edit';
import { add, besideLast, inward, moveTo, outward, setTitle, setWidth, step, unwrap, wrap, type Doing } from './formcommand';
import { findItem, flat, holds, itemsOf, living, taken, type FormDefinition, type FormSpec, type Item } from './formdesign';
import { elsewhere } from './formelsewhere';
import { changeType, duplicate, headings, losses, pasteFields, keptInside, placeAll, remove, rename, restore, setProperty } from './formfield';
import { landing, rowOf } from './formplace';
import { usesOf } from './formrefer';
import { namesIn, renameIn } from './formsource';

const unit = (id: string, group: string, properties: Record<string, object> = {}): UnitInfo => ({ id, label: { zh: id, en: id }, group, settings: { type: 'object', properties } });
const text = unit('text', 'text', { maxLength: { type: 'integer' }, placeholder: { $ref: '#/$defs/text' } });
const long = unit('long_text', 'text', { maxLength: { type: 'integer' }, rows: { type: 'integer' } });
const choice = unit('select', 'choice', { options: { type: 'array', items: { type: 'object' } }, style: { enum: ['buttons'] } });
const units = [text, long, choice];
const layouts = ['section', 'columns', 'page', 'tabs', 'divider', 'notice'].map((id) => unit(id, 'layout'));

const spec: FormSpec = {
  fields: [
    { key: 'name', type: 'text', title: '姓名', settings: { maxLength: 20, placeholder: '张三' }, default: 'x' },
    { key: 'mode', type: 'select', title: '方式', settings: { options: [{ key: 'on', title: '线上' }], style: 'buttons' } },
    { key: 'city', type: 'text', title: '城市' },
    { key: 'price', type: 'number', title: '单价' },
    { key: 'total', type: 'formula', title: '合计', settings: { expression: 'price * 2 + len("price") + record.price' } },
  ],
  logic: [
    { key: 'r1', when: { all: [{ field: 'mode', op: 'eq', value: 'off' }, { field: 'name', op: 'notEmpty' }] }, show: ['city'], require: ['city'] },
    { key: 'r2', when: { expr: 'price > 3' }, set: { name: { expr: 'string(price)' } } },
  ],
  checks: [{ key: 'c1', when: { field: 'city', op: 'empty' }, field: 'city', message: '请填写' }],
  layout: [{ field: 'name', width: 6 }, { field: 'mode', width: 6 }, { key: 's1', type: 'section', title: '其他', children: [{ field: 'city' }] }],
  public: { enabled: true, layout: [{ field: 'name' }, { field: 'city' }] },
};
const form: FormDefinition = { kind: 'form', key: 'f', title: '表', schemaVersion: 1, spec };

const after = (doing: Doing | undefined, document = form) => perform(begin(document), doing!.command as Command<FormDefinition>).document;
const shape = (items: readonly Item[]): unknown[] => items.map((item) => (item.children ? [item.key ?? item.type, shape(item.children)] : `${item.field ?? item.key ?? item.type}${item.width ? `/${item.width}` : ''}`));
const drawn = (document: FormDefinition) => shape(itemsOf(document.spec, 'form'));

/** What must hold of every form the designer leaves behind: nothing is found wrong. */
function sound(document: FormDefinition): void {
  const { spec: now } = document;
  const alive = living(now).map((field) => field.key);
  const wrong: string[] = [];
  const must = (holding: boolean, what: string) => void (holding || wrong.push(what));
  must(new Set(now.fields.map((field) => field.key)).size === now.fields.length, 'keys twice');
  for (const where of ['form', 'public'] as const) {
    const all = flat(itemsOf(now, where));
    must(new Set(all.map(({ id }) => id)).size === all.length, 'ids twice');
    for (const { id, item, parent, place } of all) {
      must(!item.field || alive.includes(item.field), `${id} is no field`);
      must(item.type !== 'page' || !parent, `${id} is a page inside something`);
      must(parent?.type !== 'tabs' || item.type === 'section', `${id} is behind a tab`);
      must(holds(item) || (item.children ?? []).length === 0, `${id} holds something`);
      must(place.length <= 7 && (item.width ?? 12) <= 12, `${id} is too deep or wide`);
    }
  }
  const standing = flat(itemsOf(now, 'form')).flatMap(({ item }) => item.field ?? []);
  must(standing.sort().join() === alive.sort().join(), 'fields lost');
  must(!JSON.stringify(document).includes('null'), 'nothing where something should be');
  if (wrong.length > 0) expect(wrong).toEqual([]);
}

const edges = ['before', 'after', 'left', 'right', 'inside'] as const;

function choose(document: FormDefinition, roll: (below: number) => number): Command<FormDefinition> | undefined {
  const all = flat(itemsOf(document.spec, 'form'));
  const any = all[roll(all.length)]?.id ?? '';
  const drop = { target: roll(8) === 0 ? '' : (all[roll(all.length)]?.id ?? ''), edge: edges[roll(5)]! };
  const at = [document, 'form', 'zh'] as const;
  const field = living(document.spec)[roll(living(document.spec).length)]?.key ?? '';
  const gone = document.spec.fields.find((one) => one.deleted)?.key ?? '';
  const makes: (() => Doing | undefined)[] = [
    () => add(...at, { unit: units[roll(3)]!, field: true }, { drop, words: '选项' }),
    () => add(...at, { unit: layouts[roll(6)]!, field: false }, { drop: roll(2) ? drop : undefined, selected: any, words: '选项' }),
    () => moveTo(...at, any, drop),
    () => moveTo(...at, any, drop),
    () => step(...at, any, roll(2) ? 1 : -1),
    () => inward(...at, any),
    () => outward(...at, any),
    () => besideLast(...at, any),
    () => setWidth(...at, any, [12, 6, 4, 3][roll(4)]!),
    () => wrap(...at, any, layouts[0]!),
    () => (any.startsWith('@') || findItem(itemsOf(document.spec, 'form'), any)?.item.type === 'tabs' ? undefined : unwrapped(document, any)),
    () => duplicate(...at, any),
    () => remove(document, 'zh', field, roll(2) ? { clean: true } : {}),
    () => restore(document, 'zh', gone),
    () => rename(document, 'zh', field, `k${roll(50)}`),
    () => setTitle(...at, any, `题${roll(9)}`),
    () => setProperty(document, 'zh', field, 'required', roll(2) === 0),
    () => changeType(document, 'zh', field, text, units[roll(3)]!),
    () => pasteFields(document, 'form', ['甲', '乙'], ['jia', 'yi'], text, any),
  ];
  return makes[roll(makes.length)]!()?.command;
}

const unwrapped = (document: FormDefinition, id: string) => (findItem(itemsOf(document.spec, 'form'), id)?.parent?.type === 'tabs' ? undefined : unwrap(document, 'form', 'zh', id));

describe('the commands of the form designer', () => {
  it('leave a sound form, and are taken back and done again, whatever is done', () => {
    for (let seed = 1; seed <= 25; seed++) expect(walk<FormDefinition>(form, choose, { seed, steps: 40, valid: sound })).toBeGreaterThan(5);
  }, 20_000);

  it('add behind what is selected, inside an empty unit, and where it was dropped', () => {
    expect(drawn(after(add(form, 'form', 'zh', { unit: text, field: true }, { selected: 'name', words: '' })))).toEqual(['name/6', 'mode/6', 'text_2', ['s1', ['city']], 'price', 'total']);
    expect(drawn(after(add(form, 'form', 'zh', { unit: text, field: true }, { selected: 's1', words: '' })))).toEqual(['name/6', 'mode/6', ['s1', ['city', 'text_2']], 'price', 'total']);
    const made = after(add(form, 'form', 'zh', { unit: choice, field: true }, { drop: { target: 'mode', edge: 'right' }, words: '选项' }));
    expect(drawn(made)).toEqual(['name/4', 'mode/4', 'select/4', ['s1', ['city']], 'price', 'total']);
    expect(made.spec.fields.at(-1)!.settings!.options).toHaveLength(2);
  });

  it('share a row by standing beside, and give it back when they leave', () => {
    const three = after(moveTo(form, 'form', 'zh', 'city', { target: 'name', edge: 'left' }));
    expect(drawn(three)).toEqual(['city/4', 'name/4', 'mode/4', ['s1', []], 'price', 'total']);
    expect(drawn(after(moveTo(three, 'form', 'zh', 'name', { target: 's1', edge: 'inside' }), three))).toEqual(['city/6', 'mode/6', ['s1', ['name']], 'price', 'total']);
    expect(drawn(after(remove(form, 'zh', 'mode')))).toEqual(['name', ['s1', ['city']], 'price', 'total']);
  });

  it('go above and below whole rows, and into and out of units', () => {
    expect(drawn(after(moveTo(form, 'form', 'zh', 'price', { target: 'mode', edge: 'before' })))).toEqual(['price', 'name/6', 'mode/6', ['s1', ['city']], 'total']);
    expect(drawn(after(step(form, 'form', 'zh', 'price', -1)))).toEqual(['name/6', 'mode/6', 'price', ['s1', ['city']], 'total']);
    expect(drawn(after(inward(form, 'form', 'zh', 'price')))).toEqual(['name/6', 'mode/6', ['s1', ['city', 'price']], 'total']);
    expect(drawn(after(inward(form, 'form', 'zh', 'mode')))).toEqual(['name', ['s1', ['mode', 'city']], 'price', 'total']);
    expect(drawn(after(outward(form, 'form', 'zh', 'city')))).toEqual(['name/6', 'mode/6', ['s1', []], 'city', 'price', 'total']);
    expect(drawn(after(wrap(form, 'form', 'zh', 'mode', layouts[0]!)))).toEqual([['section', ['name/6', 'mode/6']], ['s1', ['city']], 'price', 'total']);
    expect(drawn(after(unwrap(form, 'form', 'zh', 's1')))).toEqual(['name/6', 'mode/6', 'city', 'price', 'total']);
  });

  it('refuse what cannot stand there', () => {
    const items: Item[] = [{ key: 't', type: 'tabs', children: [{ key: 'a', type: 'section', title: '一', children: [] }] }, { field: 'name' }, { key: 'n', type: 'notice' }];
    const can = (item: Item, target: string, edge: (typeof edges)[number], id?: string) => landing(items, { item, id }, { target, edge }) !== undefined;
    expect(can({ field: 'x' }, 't', 'inside')).toBe(false);
    expect(can({ field: 'x' }, 'a', 'before')).toBe(false);
    expect(can({ type: 'section' }, 'a', 'after')).toBe(true);
    expect(can({ type: 'page' }, 'a', 'inside')).toBe(false);
    expect(can({ field: 'x' }, 'n', 'inside')).toBe(false);
    expect(can({ type: 'section' }, 'name', 'left')).toBe(false);
    expect(can(items[0]!, 'a', 'inside', 't')).toBe(false);
    expect(rowOf([{ width: 6 }, { width: 6 }, { width: 4 }, {}], 1)).toEqual([0, 2]);
    expect(rowOf([{ width: 6 }, { width: 6 }, { width: 4 }, {}], 2)).toEqual([2, 3]);
  });
});

describe('what names a field', () => {
  it('is found, and follows its key', () => {
    expect(usesOf(spec, 'price').map(({ what, of }) => [what, of])).toEqual([['logic', 'r2'], ['formula', 'total']]);
    expect(usesOf(spec, 'city').map(({ what }) => what)).toEqual(['logic', 'check', 'public']);
    const { spec: next } = after(rename(form, 'zh', 'price', 'unit_price'));
    expect(next.fields[4]!.settings!.expression).toBe('unit_price * 2 + len("price") + record.price');
    expect(next.logic![1]).toEqual({ key: 'r2', when: { expr: 'unit_price > 3' }, set: { name: { expr: 'string(unit_price)' } } });
    const { spec: moved } = after(rename(form, 'zh', 'city', 'town'));
    expect([moved.logic![0]!.show, moved.checks![0]!.field, moved.public!.layout[1]!.field, moved.layout![2]!.children![0]!.field]).toEqual([['town'], 'town', 'town', 'town']);
    expect(rename(form, 'zh', 'city', 'name')).toBeUndefined();
  });

  it('goes with it or names another, as was chosen', () => {
    const cleaned = after(remove(form, 'zh', 'city', { clean: true })).spec;
    expect(cleaned.logic!.map(({ key }) => key)).toEqual(['r2']);
    expect(cleaned.checks).toEqual([]);
    expect(cleaned.fields[2]).toMatchObject({ key: 'city', deleted: true });
    const replaced = after(remove(form, 'zh', 'price', { replace: 'name' })).spec;
    expect(replaced.fields[4]!.settings!.expression).toBe('name * 2 + len("price") + record.price');
    const back = after(restore({ ...form, spec: cleaned }, 'zh', 'city'), { ...form, spec: cleaned });
    expect(drawn(back).at(-1)).toBe('city');
  });

  it('takes a check with it that would refuse more without it, and leaves one that would refuse less', () => {
    const city = { field: 'city', op: 'empty' };
    const name = { field: 'name', op: 'empty' };
    const checks = [{ all: [city, name] }, { any: [city, name] }, { not: { any: [city, name] } }, { not: { all: [city, name] } }].map((when, at) => ({ key: `c${at}`, when, field: 'name', message: '不行' }));
    const of = { ...form, spec: { ...form.spec, checks } };
    const left = after(remove(of, 'zh', 'city', { clean: true }), of).spec.checks!;
    expect(left.map(({ key, when }) => [key, when])).toEqual([['c1', { any: [name] }], ['c3', { not: { all: [name] } }]]);
  });

  it('takes what a rule demands with it where that would be demanded more often, and leaves what it shows', () => {
    const city = { field: 'city', op: 'empty' };
    const name = { field: 'name', op: 'empty' };
    const logic = [
      { key: 'both', when: { all: [city, name] }, show: ['price'], require: ['price'], set: { name: 'x' } },
      { key: 'demands', when: { all: [city, name] }, require: ['price'] },
      { key: 'either', when: { any: [city, name] }, require: ['price'] },
    ];
    const of = { ...form, spec: { ...form.spec, logic } };
    expect(after(remove(of, 'zh', 'city', { clean: true }), of).spec.logic).toEqual([
      { key: 'both', when: { all: [name] }, show: ['price'] },
      { key: 'either', when: { any: [name] }, require: ['price'] },
    ]);
  });

  it('is found in other definitions that are about the form', () => {
    const rule = { kind: 'rule', key: 'r', title: '规则', schemaVersion: 1, spec: { form: 'f', when: { field: 'city', op: 'eq', value: 1 }, title: 'city', then: [{ type: 'set', set: { city: 1 }, expr: 'city + 1' }] } };
    const other = { ...rule, key: 'other', spec: { form: 'g', when: { field: 'city' } } };
    expect(elsewhere([form, rule, other], 'f', 'city').map(({ key, pointer }) => [key, pointer])).toEqual([['r', '/spec/when/field'], ['r', '/spec/then/0/set/city'], ['r', '/spec/then/0/expr']]);
  });

  it('is read out of expressions', () => {
    expect(namesIn('sum(rows, .qty * 单价) > a.b and "a" != b ? c : d').map(({ name }) => name)).toEqual(['rows', 'a', 'b', 'c', 'd']);
    expect(namesIn('{a: b, c: 1}').map(({ name }) => name)).toEqual(['b']);
    expect(renameIn('a + aa + x.a + "a" + a(1)', 'a', 'z')).toBe('z + aa + x.a + "a" + a(1)');
  });
});

describe('changing the type', () => {
  it('keeps what both have and says what it loses', () => {
    expect(losses(spec.fields[0]!, text, long)).toEqual(['placeholder']);
    expect(losses(spec.fields[0]!, text, choice)).toEqual(['maxLength', 'placeholder', 'default']);
    const field = after(changeType(form, 'zh', 'name', text, long)).spec.fields[0]!;
    expect(field).toEqual({ key: 'name', type: 'long_text', title: '姓名', settings: { maxLength: 20 }, default: 'x' });
  });
});

it('reads headings from a row of a sheet or from lines', () => {
  expect(headings('姓名\t部门\t\n1\t2\t3')).toEqual(['姓名', '部门']);
  expect(headings('姓名\n部门\n')).toEqual(['姓名', '部门']);
});

it('prints what one edit of a form with 300 fields takes', () => {
  const fields = Array.from({ length: 300 }, (_, at) => ({ key: `f${at}`, type: 'text', title: `字段 ${at}` }));
  const big: FormDefinition = { ...form, spec: { fields, layout: fields.map(({ key }) => ({ field: key, width: 6 })) } };
  let edit = begin(big);
  const start = performance.now();
  for (let at = 0; at < 20; at++) edit = perform(edit, moveTo(edit.document, 'form', 'zh', `f${at * 7}`, { target: `f${200 + at}`, edge: 'after' })!.command);
  console.log(`one move in a form of 300 fields: ${((performance.now() - start) / 20).toFixed(2)} ms`);
  while (edit.past.length > 0) edit = undo(edit);
  expect(edit.document).toEqual(big);
});

describe('the public page', () => {
  it('gets every field that outsiders can fill and that it does not show yet, in one step', () => {
    const open = after(placeAll(form, 'public', 'zh'));
    expect(shape(itemsOf(open.spec, 'public'))).toEqual(['name', 'city', 'mode/6', 'price']);
    expect(placeAll(open, 'public', 'zh')).toBeUndefined();
    expect(keptInside(open.spec, 'public').map(({ key }) => key)).toEqual(['total']);
  });

  it('is arranged as the form is, in columns and sections of its own', () => {
    const blank: FormDefinition = { ...form, spec: { ...spec, public: { enabled: true, layout: [] }, layout: [...spec.layout!, { key: 's2', type: 'section', children: [{ field: 'total' }] }, { key: 'c', type: 'columns', children: [{ field: 'price', width: 4 }] }] } };
    const open = after(placeAll(blank, 'public', 'zh'), blank);
    expect(shape(itemsOf(open.spec, 'public'))).toEqual(['name/6', 'mode/6', [expect.stringMatching(/^s1./), ['city']], [expect.stringMatching(/^c./), ['price/4']]]);
    expect(new Set(taken(open.spec)).size).toBe(taken(open.spec).length);
  });
});
