import { Graph, layout } from '@dagrejs/dagre';
import type { Arrow, Flow, Spot } from '../../model/flow';
import type { Box, Boxes } from '../../model/flowspots';

/** How large the box of a step is. */
export type SizeOf = (type: string) => { width: number; height: number };

/** The way of an arrow, where the boxes were laid out automatically. */
export interface Route {
  points: readonly Spot[];
  label?: Spot;
}

export interface Plan {
  boxes: Boxes;
  routes: Readonly<Record<string, Route>>;
  /** The ways of arrows that come back to where they began. */
  loops: Readonly<Record<string, Route>>;
}

interface Wanted {
  /** Words on an arrow; room is left for them. */
  label: (arrow: Arrow) => string;
  /** Arrows of the main way are kept straight. */
  main: (arrow: Arrow) => boolean;
}

const wide = /[\u2e80-\uffff]/;
/** The widest a label gets; longer words are cut. */
export const labelWidth = 168;

function widthOf(words: string): number {
  const length = [...words].reduce((sum, letter) => sum + (wide.test(letter) ? 12 : 7), 0);
  return words ? Math.min(length + 20, labelWidth) : 0;
}

type Laid = Omit<Plan, 'loops'>;

/** The layout made last, and between which steps its arrows went. */
let last: { signature: string; plan: Laid; ends: Readonly<Record<string, string>> } | undefined;

/** automatic lays all boxes out from top to bottom; the same process is laid out once. */
function automatic(flow: Flow, sizeOf: SizeOf, { label, main }: Wanted): Laid {
  const arrows = flow.transitions.map((arrow) => ({ key: arrow.key, from: arrow.from, to: arrow.to, width: Math.ceil(widthOf(label(arrow)) / 24) * 24, weight: main(arrow) ? 4 : 1 }));
  const apart = asides(flow);
  const signature = JSON.stringify([flow.nodes.map(({ key, type }) => [key, type]), arrows, apart]);
  if (last?.signature === signature) return last.plan;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 44, edgesep: 18, ranksep: 34, marginx: 24, marginy: 24 });
  for (const { key, type } of flow.nodes) graph.setNode(key, { ...sizeOf(type) });
  for (const { key, from, to, width, weight } of arrows) {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, { width, height: width ? 22 : 0, labelpos: 'c', weight }, key);
  }
  for (const [from, to] of apart) graph.setEdge(from, to, { weight: 0, minlen: 1 }, `${from} ${to}`);
  layout(graph);
  const boxes: Record<string, Box> = {};
  for (const { key } of flow.nodes) {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(key) as Partial<Box>;
    boxes[key] = { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
  }
  const routes: Record<string, Route> = {};
  for (const edge of graph.edges()) {
    const { points = [], x, y } = graph.edge(edge) as { points?: Spot[]; x?: number; y?: number };
    if (!edge.name?.includes(' ')) routes[edge.name!] = { points, label: x === undefined || y === undefined ? undefined : { x, y } };
  }
  last = { signature, plan: { boxes, routes }, ends: Object.fromEntries(arrows.map(({ key, from, to }) => [key, `${from} ${to}`])) };
  return last.plan;
}

/** Steps that only a button of the record leads to stand below a step from where it can be pressed. */
function asides(flow: Flow): [from: string, to: string][] {
  const reached = new Set(flow.transitions.map(({ to }) => to));
  return flow.nodes.flatMap(({ key }): [string, string][] => {
    const move = reached.has(key) ? undefined : flow.moves?.find(({ to }) => to === key);
    const from = move ? flow.nodes.find(({ status, key: other }) => other !== key && status !== undefined && move.from?.includes(status) && flow.transitions.some((arrow) => arrow.to === other)) : undefined;
    return from ? [[from.key, key]] : [];
  });
}

/** loopsOf leads arrows that come back to their own step around its right side, one outside the other. */
function loopsOf(flow: Flow, boxes: Boxes): Record<string, Route> {
  const turns = new Map<string, number>();
  const routes: Record<string, Route> = {};
  for (const { key, from, to } of flow.transitions) {
    const box = boxes[from];
    if (from !== to || !box) continue;
    const turn = turns.get(from) ?? 0;
    turns.set(from, turn + 1);
    const right = box.x + box.width;
    const far = right + 44 + 26 * turn;
    const [top, bottom] = [box.y + box.height * 0.28, box.y + box.height * 0.72];
    routes[key] = { points: [{ x: right, y: top }, { x: far, y: top }, { x: far, y: bottom }, { x: right, y: bottom }], label: { x: far + 4, y: box.y + box.height / 2 - 22 * turn } };
  }
  return routes;
}

/**
 * remembered is the last automatic layout where it still fits: steps that came since stand near the step before them, arrows that came
 * or changed their ends go straight. Nothing when there is no such layout, or somebody placed boxes by hand.
 */
export function remembered(flow: Flow, sizeOf: SizeOf): Plan | undefined {
  if (!last || flow.layout?.nodes) return undefined;
  const before = last;
  const boxes: Record<string, Box> = {};
  for (const { key } of flow.nodes) if (before.plan.boxes[key]) boxes[key] = before.plan.boxes[key];
  for (const { key, type } of flow.nodes) {
    if (boxes[key]) continue;
    const arrow = flow.transitions.find(({ from, to }) => to === key && boxes[from]);
    boxes[key] = freeSpot(boxes, arrow ? boxes[arrow.from] : undefined, sizeOf(type));
  }
  const routes = Object.fromEntries(flow.transitions.flatMap(({ key, from, to }) => (before.ends[key] === `${from} ${to}` && before.plan.routes[key] ? [[key, before.plan.routes[key]]] : [])));
  return { boxes, routes, loops: loopsOf(flow, boxes) };
}

/** arrange says where every box stands: where somebody put it, else by the automatic layout, beside what was put. */
export function arrange(flow: Flow, sizeOf: SizeOf, wanted: Wanted): Plan {
  const plan = placed(flow, sizeOf, wanted);
  return { ...plan, loops: loopsOf(flow, plan.boxes) };
}

function placed(flow: Flow, sizeOf: SizeOf, wanted: Wanted): Laid {
  const spots = flow.layout?.nodes ?? {};
  const own = flow.nodes.filter(({ key }) => spots[key]);
  if (own.length === 0) return automatic(flow, sizeOf, wanted);
  const boxes: Record<string, Box> = {};
  for (const { key, type } of own) boxes[key] = { ...spots[key]!, ...sizeOf(type) };
  const missing = flow.nodes.filter(({ key }) => !spots[key]);
  if (missing.length > own.length) {
    const plan = automatic(flow, sizeOf, wanted);
    for (const { key } of missing) boxes[key] = plan.boxes[key]!;
    return { boxes, routes: {} };
  }
  for (const { key, type } of missing) {
    const before = flow.transitions.find((arrow) => arrow.to === key && boxes[arrow.from]);
    boxes[key] = freeSpot(boxes, before ? boxes[before.from]! : undefined, sizeOf(type));
  }
  return { boxes, routes: {} };
}

/** freeSpot is the place below another box, or below all, where nothing stands yet. */
function freeSpot(boxes: Boxes, above: Box | undefined, size: { width: number; height: number }): Box {
  const all = Object.values(boxes);
  const lowest = Math.max(0, ...all.map(({ y, height }) => y + height));
  const spot = above ? { x: above.x, y: above.y + above.height + 70 } : { x: Math.min(0, ...all.map(({ x }) => x)), y: lowest + 50 };
  while (all.some((box) => spot.x < box.x + box.width + 20 && box.x < spot.x + size.width + 20 && spot.y < box.y + box.height + 20 && box.y < spot.y + size.height + 20)) spot.x += 240;
  return { ...spot, ...size };
}
