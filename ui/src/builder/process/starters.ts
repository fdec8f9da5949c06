import type { Flow } from '../../model/flow';

/** starter is what a new part begins with, beside its key and title: as little as can be saved. */
export function starter(part: 'statuses' | 'moves' | 'slas' | 'promises', flow: Flow, title: string): Record<string, unknown> {
  const status = flow.statuses.find(({ category }) => category === 'active') ?? flow.statuses[0];
  const owner = status?.owner ?? Object.keys(flow.people)[0] ?? '';
  if (part === 'statuses') return { category: 'active', color: 'blue', owner };
  if (part === 'moves') return { from: flow.statuses.slice(0, 1).map(({ key }) => key), to: flow.nodes[0]?.key ?? '', owner: true };
  if (part === 'slas') return { kind: 'stage_complete', start: [`enter:${status?.key ?? ''}`], stop: [`leave:${status?.key ?? ''}`], target: [{ in: { working: 'P1D' } }], levels: [{ key: 'breach', percent: 100 }] };
  return { kind: 'resolved', statuses: status ? [status.key] : [], audience: ['self'], message: '', byHand: { title, assign: owner } };
}
