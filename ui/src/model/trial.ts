import type { Problem } from '../api/problem';
import type { Act } from './action';
import type { FormView, Values } from './formview';
import { isEmpty } from './formview';
import type { RecordView, TimelineEntry } from './record';

/** A trial of a process: a list of steps that the server plays from the start each time, and where they lead. */

/** Whoever fills the public form. */
export const customer = 'customer';

/** One thing that happens in a trial. */
export type Step =
  | { do: 'submit'; who: string; data: Values }
  | ({ do: 'act'; who: string } & Act)
  | { do: 'say'; who: string; comment: string }
  | { do: 'wait'; elapsed?: string; working?: string }
  | { do: 'outside'; calls?: Fate; mail?: Fate };

export type Fate = 'ok' | 'failed';

/** A step with what it is called in the trace. */
export interface Played {
  step: Step;
  said: string;
}

export interface Actor {
  id: string;
  name: string;
  roles: readonly string[];
  admin: boolean;
}

/** A button that can be pressed now, and by whom. */
export interface Offer {
  task: string;
  key: string;
  title: string;
  may: readonly string[];
}

export interface Sent {
  at: string;
  title: string;
  record: string;
  audience: string;
  to: string;
  channels: readonly string[];
  state: string;
  subject: string;
  body: string;
}

export interface Took {
  at: string;
  entries: readonly TimelineEntry[];
  sent: readonly Sent[];
  called: readonly { at: string; title: string; body: string; ok: boolean }[];
  records: readonly { at: string; form: string; no: string; title: string; fresh: boolean }[];
}

/** Where a trial stands after its steps. */
export interface Trial {
  start: string;
  now: string;
  zone: string;
  as: string;
  form: FormView | null;
  record: RecordView | null;
  nodes: readonly string[];
  past: readonly string[];
  offers: readonly Offer[];
  people: readonly Actor[];
  samples: Readonly<Record<string, Values>>;
  next: string | null;
  took: readonly Took[];
  refused: { step: number; problems: readonly Problem[] } | null;
}

/** What the canvas shows of a trial. */
export interface Standing {
  now: ReadonlySet<string>;
  past: ReadonlySet<string>;
}

/** standing is where the record is and where it came by. */
export function standing({ nodes, past }: Pick<Trial, 'nodes' | 'past'>): Standing {
  return { now: new Set(nodes), past: new Set(past.filter((key) => !nodes.includes(key))) };
}

/** prefilled are sample values for fields that are empty and have to be filled; what is there stays. */
export function prefilled(view: FormView, keys: readonly string[], samples: Values = {}): Values {
  const out: Record<string, unknown> = { ...view.values };
  for (const key of keys) {
    const field = view.fields[key];
    if (field?.level === 'write' && isEmpty(out[key]) && field.default === undefined && samples[key] !== undefined) out[key] = samples[key];
  }
  return out;
}

/** actors are the people to play: first those who may press something now, then the others; each by name as they came. */
export function actors(people: readonly Actor[], offers: readonly Offer[]): { may: Actor[]; others: Actor[] } {
  const able = new Set(offers.flatMap((offer) => offer.may));
  return { may: people.filter(({ id }) => able.has(id)), others: people.filter(({ id }) => !able.has(id)) };
}

/** elsewhere are the buttons that somebody else may press, of a task or of the record itself. */
export function elsewhere(offers: readonly Offer[], task: string, as: string): Offer[] {
  return offers.filter((offer) => offer.task === task && !offer.may.includes(as));
}

/** kept are the steps that could be played: all but what was refused, and what followed it. */
export function kept(steps: readonly Played[], { refused }: Pick<Trial, 'refused'>): Played[] {
  return refused ? steps.slice(0, refused.step) : [...steps];
}

/** traced pairs every step with what it led to, the newest first. */
export function traced(steps: readonly Played[], took: readonly Took[]): { said: string; took: Took; at: number }[] {
  return took.flatMap((one, at) => (steps[at] ? [{ said: steps[at].said, took: one, at }] : [])).reverse();
}

/** essence is what people want to read of a step at once: without the machinery at work, and what was just filled in. */
export function essence(took: Took): Took {
  return { ...took, entries: took.entries.filter((entry) => !entry.aside || entry.type === 'sla_level').map((entry) => (entry.by?.kind === 'system' ? entry : { ...entry, changes: [] })) };
}

/** fates is how the world outside behaves after some steps. */
export function fates(steps: readonly Played[]): { calls: Fate; mail: Fate } {
  const out = { calls: 'ok', mail: 'ok' } as { calls: Fate; mail: Fate };
  for (const { step } of steps) if (step.do === 'outside') Object.assign(out, step.calls ? { calls: step.calls } : {}, step.mail ? { mail: step.mail } : {});
  return out;
}
