import type { Flow, FlowCommand } from '../../model/flow';
import { change } from '../../model/flowedit';
import { addPart } from '../../model/flowparts';

/** starter is what a new part begins with, beside its key and title: as little as can be saved. */
function starter(part: 'statuses' | 'moves' | 'slas' | 'promises', flow: Flow, title: string): Record<string, unknown> {
  const status = flow.statuses.find(({ category }) => category === 'active') ?? flow.statuses[0];
  const owner = status?.owner ?? Object.keys(flow.people)[0] ?? '';
  if (part === 'statuses') return { category: 'active', color: 'blue', owner };
  if (part === 'moves') return { from: flow.statuses.slice(0, 1).map(({ key }) => key), to: flow.nodes[0]?.key ?? '', owner: true };
  if (part === 'slas') return { kind: 'stage_complete', start: [`enter:${status?.key ?? ''}`], stop: [`leave:${status?.key ?? ''}`], target: [{ in: { working: 'P1D' } }], levels: [{ key: 'breach', percent: 100 }] };
  return { kind: 'resolved', statuses: status ? [status.key] : [], audience: ['self'], message: '', byHand: { title, assign: owner } };
}

/** adding puts a new part into a process: a status where it is said or before those that are done, others at the end. */
export function adding(part: 'statuses' | 'people' | 'moves' | 'slas' | 'promises', flow: Flow, key: string, title: string, after?: string): FlowCommand {
  if (part === 'people') return change(['people', key], { title, find: [{ by: 'role' }] }, 'flow.peopleAdded');
  const spot = part === 'statuses' ? (after ?? flow.statuses.filter(({ category }) => category !== 'done').at(-1)?.key) : undefined;
  return addPart(part, { key, title, ...starter(part, flow, title) }, title, spot);
}
