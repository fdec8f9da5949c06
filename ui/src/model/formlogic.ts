import type { Text } from '../i18n/text';
import { fresh } from './design';
import type { Command } from './edit';
import { ruled, type CheckSpec, type FormDefinition, type FormSpec, type LogicSpec } from './formdesign';
import { conditionNames } from './formrefer';
import { moved } from './optiondesign';

/** The rules of a form: what is shown, asked and set while it is filled, and what refuses it. */
export interface Rules {
  logic: LogicSpec;
  checks: CheckSpec;
}

export type RuleKind = keyof Rules;

type Change = (rules: readonly (LogicSpec | CheckSpec)[]) => (LogicSpec | CheckSpec)[];

/** onRules is a command that changes one list of rules; a list without any is taken out. */
function onRules(kind: RuleKind, said: string, change: Change, gesture?: string): Command<FormDefinition> {
  return {
    said: { key: `form.${said}` },
    gesture,
    apply: (draft) => {
      const spec = draft.spec as FormSpec;
      const next = change((spec[kind] ?? []) as (LogicSpec | CheckSpec)[]);
      if (next.length > 0) spec[kind] = next as LogicSpec[] & CheckSpec[];
      else delete spec[kind];
    },
  };
}

/** addRule puts a new rule at the end, about a field when one is named. */
export function addRule(spec: FormSpec, kind: RuleKind, message: Text, about?: string): { command: Command<FormDefinition>; key: string } {
  const key = fresh(kind === 'logic' ? 'rule_1' : 'check_1', [...(spec.logic ?? []), ...(spec.checks ?? [])].map((rule) => rule.key));
  const rule: LogicSpec | CheckSpec = kind === 'logic' ? { key, when: {}, show: about ? [about] : [] } : { key, when: {}, message, ...(about ? { field: about } : {}) };
  return { command: onRules(kind, 'ruleAdded', (rules) => [...rules, rule]), key };
}

/** setRule changes one property of a rule; undefined, false and an empty list take it out. Changes of the same property are one gesture. */
export function setRule<K extends RuleKind, N extends keyof Rules[K] & string>(kind: K, key: string, name: N, value: Rules[K][N] | undefined): Command<FormDefinition> {
  const nothing = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
  const change = (rule: LogicSpec | CheckSpec) => {
    const { [name as never]: _, ...rest } = rule as LogicSpec & CheckSpec;
    return (nothing ? rest : { ...rule, [name]: value }) as LogicSpec | CheckSpec;
  };
  return onRules(kind, 'ruleChanged', (rules) => rules.map((rule) => (rule.key === key ? change(rule) : rule)), `rule:${key}:${name}`);
}

/** turn switches a rule on or off. */
export function turn(key: string, on: boolean): Command<FormDefinition> {
  return { ...setRule('logic', key, 'off', !on), gesture: undefined, said: { key: on ? 'form.ruleOn' : 'form.ruleOff' } };
}

/** moveRule changes the order, in which later rules win. Undefined at the end of the list. */
export function moveRule(spec: FormSpec, kind: RuleKind, key: string, by: 1 | -1): Command<FormDefinition> | undefined {
  const list = spec[kind] ?? [];
  const at = list.findIndex((rule) => rule.key === key);
  if (at < 0 || at + by < 0 || at + by >= list.length) return undefined;
  return onRules(kind, 'ruleMoved', (rules) => moved(rules, at, at + by));
}

export function removeRule(kind: RuleKind, key: string): Command<FormDefinition> {
  return onRules(kind, 'ruleRemoved', (rules) => rules.filter((rule) => rule.key !== key));
}

/** ruleNames tells whether a rule asks about a field, or does something to it. */
export function ruleNames(rule: LogicSpec | CheckSpec, key: string): boolean {
  if (conditionNames(rule.when, key)) return true;
  if ('message' in rule) return rule.field === key;
  return ruled(rule).includes(key);
}
