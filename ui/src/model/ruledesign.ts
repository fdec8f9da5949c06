import type { ConditionTree } from './formview';

/** The spec of a rule as it is stored. */
export interface Trigger {
  event: string;
  fields?: string[];
  status?: string[];
  sla?: string;
  level?: string;
}

/** Use is one action with its settings. */
export interface Use {
  key: string;
  do: string;
  if?: ConditionTree;
  settings?: Record<string, unknown>;
}

export interface RuleSpec {
  form: string;
  on: Trigger[];
  when?: ConditionTree;
  then: Use[];
  order?: number;
  stop?: boolean;
  once?: '' | 'record' | 'status';
  off?: boolean;
}

/** The events a rule can wait for, and what narrows each down. */
export const events: Readonly<Record<string, readonly ('fields' | 'status' | 'sla' | 'level')[]>> = {
  created: [],
  changed: ['fields'],
  status_entered: ['status'],
  status_left: ['status'],
  sla_level: ['sla', 'level'],
  comment: [],
};

/** retrigger changes the event of a trigger and keeps what still narrows it down. */
export function retrigger(trigger: Trigger, event: string): Trigger {
  const next: Trigger = { event };
  for (const part of events[event] ?? []) if (trigger[part] !== undefined) Object.assign(next, { [part]: trigger[part] });
  return next;
}

/** narrow says what a trigger is narrowed down to; nothing takes the narrowing away. */
export function narrow<K extends 'fields' | 'status' | 'sla' | 'level'>(trigger: Trigger, part: K, value: Trigger[K] | undefined): Trigger {
  const { [part]: _, ...rest } = trigger;
  const none = value === undefined || (Array.isArray(value) && value.length === 0);
  return none ? (rest as Trigger) : { ...(rest as Trigger), [part]: value };
}
