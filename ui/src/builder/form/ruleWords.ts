import { useTranslation } from 'react-i18next';
import { nameOf } from '../../console/parts/lookup';
import { say, type Language } from '../../i18n/text';
import { fromTree } from '../../model/filter';
import { sentence } from '../../model/filtersentence';
import { flat, itemsOf, type CheckSpec, type FormSpec, type Item, type LogicSpec } from '../../model/formdesign';
import { optionsOf } from '../../model/formdraft';
import { titleOf } from '../../model/formcommand';
import { columnsOf } from '../inspector/columns';
import { useSurroundings } from '../useDesign';
import { useDesk, useDraft } from './desk';

/** What a rule says: when, and then. */
export interface Said {
  when: string;
  then: string;
}

/** useTargets lists what a rule can show, inside or on the public page: fields, and units that have a key. */
export function useTargets(): { value: string; label: string; field: boolean }[] {
  const desk = useDesk();
  const { spec } = useDraft();
  const items = [...itemsOf(spec, 'form'), ...itemsOf(spec, 'public')];
  const all = flat(items).filter(({ item }) => item.field ?? item.key);
  const known = new Map(all.map(({ item }) => [item.field ?? item.key!, item]));
  return [...known].map(([value, item]) => ({ value, label: labelOf(spec, item, desk.language), field: Boolean(item.field) }));
}

/** A notice without a title is called by how it begins. */
function labelOf(spec: FormSpec, item: Item, language: Language): string {
  const begins = say(item.text, language).slice(0, 16);
  return item.field ?? say(item.title, language) ? titleOf(spec, item, language) : begins || titleOf(spec, item, language);
}

/** useRuleWords says rules as sentences: 「当 参会方式 等于 线下 时，显示 所在城市，并设为必填」. */
export function useRuleWords(): (rule: LogicSpec | CheckSpec) => Said {
  const { t } = useTranslation(['designform', 'list']);
  const desk = useDesk();
  const document = useDraft();
  const { bundle } = useSurroundings();
  const targets = new Map(useTargets().map((one) => [one.value, one.label]));
  const columns = columnsOf(bundle, document.key, desk.language, { system: true });
  const name = (key: string) => `「${targets.get(key) ?? key}」`;
  const names = (keys: readonly string[]) => keys.map(name).join(t('retype.and'));
  const condition = (tree: LogicSpec['when']) => {
    const group = fromTree(tree, true);
    return (group && sentence(group, { columns, say: (key, params) => t(`list:${key}`, params), name: nameOf })) || t('rule.always');
  };
  const value = (key: string, one: unknown) => {
    const expr = (one as { expr?: string } | null)?.expr;
    if (typeof expr === 'string') return expr;
    const field = desk.field(key);
    return (field && optionsOf(field, bundle, desk.language)?.find((option) => option.key === one)?.title) ?? (typeof one === 'object' ? JSON.stringify(one) : String(one));
  };
  const does = (rule: LogicSpec): string[] => {
    const { show = [], hide = [], require = [], readOnly = [], set = {}, options = {} } = rule;
    const same = show.length > 0 && show.length === require.length && show.every((key) => require.includes(key));
    return [
      show.length > 0 ? t('rule.show', { names: names(show) }) : '',
      hide.length > 0 ? t('rule.hide', { names: names(hide) }) : '',
      same ? t('rule.alsoRequire') : require.length > 0 ? t('rule.require', { names: names(require) }) : '',
      readOnly.length > 0 ? t('rule.readOnly', { names: names(readOnly) }) : '',
      ...Object.entries(set).map(([key, one]) => t('rule.set', { name: name(key), value: value(key, one) })),
      ...Object.entries(options).map(([key, left]) => t('rule.options', { name: name(key), values: left.map((one) => value(key, one)).join(t('retype.and')) })),
    ].filter(Boolean);
  };
  return (rule) => {
    const when = condition(rule.when);
    if ('message' in rule) return { when, then: t('rule.refuse', { message: say(rule.message, desk.language) }) };
    return { when, then: does(rule).join(t('rule.join')) || t('rule.nothing') };
  };
}
