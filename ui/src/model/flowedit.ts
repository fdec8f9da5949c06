import type { Draft } from 'immer';
import type { Text } from '../i18n/text';
import { fresh } from './design';
import { keysOf, type Arrow, type Flow, type FlowCommand, type Process, type Spot, type Step } from './flow';

/** A step to be put in, with how it is left when it stands in the middle of an arrow. */
export interface Piece {
  step: Step;
  /** Its name for the announcement. */
  name: string;
  /** The button or outcome by which the flow goes on. */
  exit?: string;
  /** Arrows with conditions leave it: the one that goes on is the default. */
  branches?: boolean;
}

/** addStep puts a step down; spot is left out while the boxes are laid out automatically. */
export function addStep({ step, name }: Piece, spot?: Spot): FlowCommand {
  return {
    said: { key: 'flow.added', params: { name } },
    apply: ({ spec }) => {
      spec.nodes.push(step as Draft<Step>);
      if (spot && pinned(spec)) place(spec, step.key, spot);
    },
  };
}

/** insertStep puts a step in the middle of an arrow: what led to the next step leads to it, and from it onward. */
export function insertStep(arrowKey: string, { step, name, exit, branches }: Piece): FlowCommand {
  return {
    said: { key: 'flow.inserted', params: { name } },
    apply: ({ spec }) => {
      const at = spec.transitions.findIndex(({ key }) => key === arrowKey);
      const arrow = spec.transitions[at];
      if (!arrow) return;
      const onward: Arrow = { key: fresh(`${step.key}_on`, keysOf(spec as Flow, 'transitions')), from: step.key, ...(exit ? { on: exit } : {}), to: arrow.to, ...(branches ? { default: true } : {}) };
      makeRoom(spec, arrow, step.key);
      arrow.to = step.key;
      spec.transitions.splice(at + 1, 0, onward as Draft<Arrow>);
      const before = spec.nodes.findIndex(({ key }) => key === arrow.from);
      spec.nodes.splice(before + 1, 0, step as Draft<Step>);
    },
  };
}

/** appendStep puts a step after another one that leads nowhere yet by this way. */
export function appendStep(from: { key: string; on?: string; default?: boolean }, piece: Piece, spot?: Spot): FlowCommand {
  return {
    said: { key: 'flow.appended', params: { name: piece.name } },
    apply: (process) => {
      addStep(piece, spot).apply(process);
      connect({ from: from.key, to: piece.step.key, on: from.on, default: from.default }, '', '').apply(process);
    },
  };
}

/** connect draws an arrow. */
export function connect(arrow: Omit<Arrow, 'key'>, from: string, to: string): FlowCommand {
  return {
    said: { key: 'flow.connected', params: { from, to } },
    apply: ({ spec }) => {
      const key = fresh(`${arrow.from}_to_${arrow.to}`.slice(0, 58), keysOf(spec as Flow, 'transitions'));
      const { on, default: fallback, ...ends } = arrow;
      spec.transitions.push({ key, ...ends, ...(on ? { on } : {}), ...(fallback ? { default: true } : {}) } as Draft<Arrow>);
    },
  };
}

/** reconnect lets an arrow begin or end elsewhere. Another beginning has other buttons, so the old one's is forgotten. */
export function reconnect(key: string, end: 'begin' | 'end', step: string, name: string, on?: string): FlowCommand {
  return {
    said: { key: 'flow.reconnected', params: { name } },
    apply: ({ spec }) => {
      const arrow = spec.transitions.find((one) => one.key === key);
      if (!arrow || (end === 'end' ? arrow.to : arrow.from) === step) return;
      if (end === 'end') {
        arrow.to = step;
        return;
      }
      arrow.from = step;
      if (on) arrow.on = on;
      else delete arrow.on;
    },
  };
}

/** removeArrow takes an arrow out. */
export function removeArrow(key: string): FlowCommand {
  return {
    said: { key: 'flow.arrowRemoved' },
    apply: ({ spec }) => void (spec.transitions = spec.transitions.filter((arrow) => arrow.key !== key)),
  };
}

/** removeSteps takes steps out. Where one way leads on from a step, what led to it goes on that way. */
export function removeSteps(keys: readonly string[], name: string): FlowCommand {
  return {
    said: keys.length === 1 ? { key: 'flow.removed', params: { name } } : { key: 'flow.removedMany', params: { count: keys.length } },
    apply: ({ spec }) => keys.forEach((key) => removeStep(spec, key)),
  };
}

function removeStep(spec: Draft<Flow>, key: string) {
  const onward = spec.transitions.filter((arrow) => arrow.from === key && arrow.to !== key);
  const [next] = onward;
  spec.nodes = spec.nodes.filter((step) => step.key !== key);
  spec.transitions = spec.transitions.filter((arrow) => {
    if (arrow.from === key) return false;
    if (arrow.to !== key) return true;
    if (onward.length !== 1 || !next || next.to === arrow.from) return false;
    arrow.to = next.to;
    return true;
  });
  delete spec.layout?.nodes?.[key];
}

/** Steps with the arrows between them, to be put in again: here or in another process. */
export interface Clip {
  steps: readonly Step[];
  arrows: readonly Arrow[];
  spots: Readonly<Record<string, Spot>>;
}

/** clip copies steps with the arrows between them. */
export function clip(flow: Flow, keys: readonly string[], spots: Readonly<Record<string, Spot>>): Clip {
  const inside = new Set(keys);
  return {
    steps: flow.nodes.filter(({ key }) => inside.has(key)),
    arrows: flow.transitions.filter(({ from, to }) => inside.has(from) && inside.has(to)),
    spots: Object.fromEntries(keys.flatMap((key) => (spots[key] ? [[key, spots[key]]] : []))),
  };
}

const aside = 40;

/** renewed is a clip whose keys are free in the process that takes it in, a little beside where it was. */
export function renewed(flow: Flow, { steps, arrows, spots }: Clip): Clip {
  const taken = keysOf(flow, 'nodes');
  const names = new Map<string, string>();
  for (const { key } of steps) {
    const name = fresh(key.replace(/_\d+$/, ''), taken);
    names.set(key, name);
    taken.push(name);
  }
  const used = keysOf(flow, 'transitions');
  const known = new Set(flow.statuses.map(({ key }) => key));
  return {
    steps: steps.map(({ status, ...step }) => ({ ...step, key: names.get(step.key)!, ...(status && known.has(status) ? { status } : {}) })),
    arrows: arrows.map((arrow) => {
      const key = fresh(arrow.key.replace(/_\d+$/, ''), used);
      used.push(key);
      return { ...arrow, key, from: names.get(arrow.from)!, to: names.get(arrow.to)! };
    }),
    spots: Object.fromEntries(Object.entries(spots).map(([key, { x, y }]) => [names.get(key)!, { x: x + aside, y: y + aside }])),
  };
}

/** paste puts a renewed clip in. */
export function paste({ steps, arrows, spots }: Clip): FlowCommand {
  return {
    said: { key: 'flow.pasted', params: { count: steps.length } },
    apply: ({ spec }) => {
      spec.nodes.push(...(steps as Draft<Step>[]));
      spec.transitions.push(...(arrows as Draft<Arrow>[]));
      if (pinned(spec)) Object.entries(spots).forEach(([key, spot]) => place(spec, key, spot));
    },
  };
}

/** moveSteps puts boxes where they are wanted. It keeps the places of all, so that nothing jumps later. */
export function moveSteps(spots: Readonly<Record<string, Spot>>, gesture?: string): FlowCommand {
  return {
    said: { key: 'flow.moved' },
    gesture,
    apply: ({ spec }) => Object.entries(spots).forEach(([key, spot]) => place(spec, key, spot)),
  };
}

/** arrangeAll gives up the places: everything is laid out automatically. */
export function arrangeAll(): FlowCommand {
  return { said: { key: 'flow.arranged' }, apply: ({ spec }) => void delete spec.layout };
}

/** renameStep gives a step another title; none leaves the type's own. */
export function renameStep(key: string, title: Text): FlowCommand {
  return {
    said: { key: 'flow.renamed' },
    gesture: `title:${key}`,
    apply: ({ spec }) => {
      const step = spec.nodes.find((one) => one.key === key);
      if (!step) return;
      if (title) step.title = title;
      else delete step.title;
    },
  };
}

/** putInStatus lets a record stand in a status while it is at these steps. */
export function putInStatus(keys: readonly string[], status: string | undefined, name: string): FlowCommand {
  return {
    said: { key: 'flow.stands', params: { name } },
    apply: ({ spec }) =>
      spec.nodes.forEach((step) => {
        if (!keys.includes(step.key)) return;
        if (status) step.status = status;
        else delete step.status;
      }),
  };
}

/** settle gives a step other settings. The arrows of a button follow its key, and go with it when it is taken away. */
export function settle(key: string, settings: Step['settings']): FlowCommand {
  return {
    said: { key: 'changed' },
    gesture: `settle:${key}`,
    apply: ({ spec }) => {
      const step = spec.nodes.find((one) => one.key === key);
      if (!step) return;
      const before = buttonsOf(step.settings);
      const after = buttonsOf(settings);
      const renamed = before.length === after.length ? before.findIndex((one, at) => one !== after[at]) : -1;
      const to = renamed >= 0 && before.every((one, at) => at === renamed || one === after[at]) ? after[renamed] : undefined;
      spec.transitions = spec.transitions.filter((arrow) => {
        if (arrow.from !== key || !arrow.on || !before.includes(arrow.on) || after.includes(arrow.on)) return true;
        if (to) arrow.on = to;
        return to !== undefined;
      });
      if (settings && Object.keys(settings).length > 0) step.settings = settings;
      else delete step.settings;
    },
  };
}

/** The keys of the buttons in a step's settings. */
function buttonsOf(settings: Step['settings']): string[] {
  const list = settings?.buttons;
  return Array.isArray(list) ? list.map((one: { key?: unknown }) => String(one.key ?? '')) : [];
}

/** pinned tells whether somebody placed boxes by hand. */
export function pinned(spec: { layout?: { nodes?: Record<string, Spot> } }): boolean {
  return Object.keys(spec.layout?.nodes ?? {}).length > 0;
}

function place(spec: Draft<Flow>, key: string, { x, y }: Spot) {
  const layout = (spec.layout ??= {});
  (layout.nodes ??= {})[key] = { x: Math.round(x), y: Math.round(y) };
}

const room = 130;

/** A step put between two boxes placed by hand stands between them; what lies below moves down when it is too near. */
function makeRoom(spec: Draft<Flow>, { from, to }: { from: string; to: string }, key: string) {
  const spots = spec.layout?.nodes;
  const above = spots?.[from];
  const below = spots?.[to];
  if (!spots || !above || !below) return;
  const missing = 2 * room - (below.y - above.y);
  if (below.y > above.y && missing > 0) {
    const line = below.y;
    for (const spot of Object.values(spots)) if (spot.y >= line) spot.y += missing;
  }
  place(spec, key, { x: (above.x + below.x) / 2, y: (above.y + below.y) / 2 });
}

/** change sets one thing of the process by its path below the spec; undefined takes it away. */
export function change(path: readonly (string | number)[], value: unknown, said = 'changed'): FlowCommand {
  return {
    said: { key: said },
    gesture: `change:${path.join('/')}`,
    apply: (process: Draft<Process>) => {
      const last = path.at(-1)!;
      let at = process.spec as unknown as Record<string | number, unknown>;
      for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Record<string | number, unknown>;
      if (value === undefined) {
        if (Array.isArray(at)) at.splice(Number(last), 1);
        else delete at[last];
      } else at[last] = value;
    },
  };
}
