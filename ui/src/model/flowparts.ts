import type { Draft } from 'immer';
import type { Flow, FlowCommand, ListName, Status } from './flow';

type Keyed = { key: string };
type Lists = Partial<Record<ListName, Keyed[]>>;

/** addPart puts a new part at the end of a list, or after another one. */
export function addPart<T extends Keyed>(list: ListName, part: T, name: string, after?: string): FlowCommand {
  return {
    said: { key: 'flow.partAdded', params: { name } },
    apply: ({ spec }) => {
      const parts = ((spec as Lists)[list] ??= []);
      const at = after ? parts.findIndex(({ key }) => key === after) + 1 : parts.length;
      parts.splice(at || parts.length, 0, part);
    },
  };
}

/** shiftPart moves a part up or down its list. */
export function shiftPart(list: ListName, key: string, by: -1 | 1, name: string): FlowCommand {
  return {
    said: { key: by < 0 ? 'flow.partUp' : 'flow.partDown', params: { name } },
    apply: ({ spec }) => {
      const parts = (spec as Lists)[list] ?? [];
      const at = parts.findIndex((part) => part.key === key);
      if (at < 0 || at + by < 0 || at + by >= parts.length) return;
      parts.splice(at + by, 0, ...parts.splice(at, 1));
    },
  };
}

/** removePart takes a part out of its list; an emptied list that may be left out goes with it. */
export function removePart(list: ListName, key: string, name: string): FlowCommand {
  return {
    said: { key: 'flow.partRemoved', params: { name } },
    apply: ({ spec }) => {
      const lists = spec as Lists;
      const left = (lists[list] ?? []).filter((part) => part.key !== key);
      if (left.length === 0 && (list === 'moves' || list === 'slas' || list === 'promises')) delete lists[list];
      else lists[list] = left;
    },
  };
}

/** splitStatus makes a second status beside one, like it, and lets some of its steps stand there. */
export function splitStatus(key: string, part: { key: string; title: Status['title'] }, steps: readonly string[], name: string): FlowCommand {
  return {
    said: { key: 'flow.split', params: { name } },
    apply: ({ spec }) => {
      const at = spec.statuses.findIndex((one) => one.key === key);
      const like = spec.statuses[at];
      if (!like) return;
      const { public: _, publicAnswer: __, publicAnswered: ___, publicFields: ____, ...kept } = JSON.parse(JSON.stringify(like)) as Status;
      spec.statuses.splice(at + 1, 0, { ...kept, ...part } as Draft<Status>);
      for (const step of spec.nodes) if (step.status === key && steps.includes(step.key)) step.status = part.key;
    },
  };
}

/** One place that names a status, a step or a people rule. */
export interface Mention {
  pointer: string;
  /** Which part it is, such as `nodes` or `slas`. */
  part: string;
}

/** statusMentions lists everything in the process that names a status. */
export function statusMentions(flow: Flow, key: string): Mention[] {
  const found: Mention[] = [];
  eachStatusName(flow, (name, pointer) => {
    if (name === key) found.push({ pointer, part: pointer.split('/')[2]! });
    return name;
  });
  return found;
}

/** removeStatus takes a status out and puts another in its place wherever it was named; without one the mentions go too. */
export function removeStatus(key: string, instead: string | undefined, name: string): FlowCommand {
  return {
    said: { key: 'flow.partRemoved', params: { name } },
    apply: ({ spec }) => {
      spec.statuses = spec.statuses.filter((one) => one.key !== key);
      eachStatusName(spec as Flow, (named) => (named === key ? instead : named));
    },
  };
}

type Rename = (name: string, pointer: string) => string | undefined;

/** eachStatusName hands every mention of a status to `rename` and puts what it answers there; nothing answered takes the mention out. */
function eachStatusName(flow: Flow, rename: Rename) {
  flow.nodes.forEach((step, at) => one(step as unknown as Bag, 'status', `/spec/nodes/${at}/status`, rename));
  flow.moves?.forEach((move, at) => many(move, `from`, `/spec/moves/${at}/from`, rename));
  flow.slas?.forEach((sla, at) => {
    many(sla, 'pause', `/spec/slas/${at}/pause`, rename);
    for (const side of ['start', 'stop']) many(sla, side, `/spec/slas/${at}/${side}`, point(flow, rename));
  });
  flow.promises?.forEach((promise, at) => {
    for (const side of ['statuses', 'lapses']) many(promise, side, `/spec/promises/${at}/${side}`, rename);
  });
  flow.replies?.forEach((reply, at) => many(reply as Bag, 'statuses', `/spec/replies/${at}/statuses`, rename));
  flow.unsent?.forEach((unsent, at) => many(unsent as unknown as Bag, 'statuses', `/spec/unsent/${at}/statuses`, rename));
  if (!flow.merge) return;
  one(flow.merge, 'status', '/spec/merge/status', rename);
  for (const side of [`from`, 'into']) many(flow.merge, side, `/spec/merge/${side}`, rename);
}

type Bag = Record<string, unknown>;

function one(bag: Bag, name: string, pointer: string, rename: Rename) {
  if (typeof bag[name] !== 'string') return;
  const next = rename(bag[name], pointer);
  if (next === bag[name]) return;
  if (next === undefined) delete bag[name];
  else bag[name] = next;
}

function many(bag: Bag, name: string, pointer: string, rename: Rename) {
  const list = bag[name];
  if (!Array.isArray(list)) return;
  const next = [...new Set(list.map((item: string, at) => rename(item, `${pointer}/${at}`)).filter((item) => item !== undefined))];
  if (next.length !== list.length || next.some((item, at) => item !== list[at])) bag[name] = next;
}

/** Points of clocks name a status after `enter:` and `leave:`; a step of the same name is meant only where no status has it. */
function point(flow: Flow, rename: Rename): Rename {
  return (written, pointer) => {
    const [, what, name] = /^(enter|leave):(.+)$/.exec(written) ?? [];
    if (!what || !name || flow.nodes.some(({ key }) => key === name)) return written;
    const next = rename(name, pointer);
    return next === undefined ? undefined : `${what}:${next}`;
  };
}
