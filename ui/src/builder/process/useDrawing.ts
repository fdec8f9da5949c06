import { MarkerType, Position } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { write } from '../../model/design';
import { stepsOf, type Arrow, type Spot, type Step } from '../../model/flow';
import { renameStep } from '../../model/flowedit';
import type { Box } from '../../model/flowspots';
import type { Plan } from './arrange';
import type { ArrowEdge } from './ArrowLine';
import type { StepNode } from './StepBox';
import { sizeOf } from './shapes';
import { useFlow, type FlowDesk } from './useFlow';

/** Things made anew only where something they are made of changed: what stays the same is not drawn again. */
function useKept<T>() {
  const kept = useRef(new Map<string, { from: readonly unknown[]; made: T }>());
  return (key: string, from: readonly unknown[], make: () => T): T => {
    const known = kept.current.get(key);
    if (known && known.from.length === from.length && known.from.every((one, at) => Object.is(one, from[at]))) return known.made;
    const made = make();
    kept.current.set(key, { from, made });
    return made;
  };
}

interface Moving {
  /** Boxes under the pointer, not yet put down. */
  drag: Readonly<Record<string, Spot>>;
  editing: string;
  setEditing: (key: string) => void;
  /** The arrow that something dragged would go into. */
  aim: string;
}

/** useDrawing is what the canvas shows of a process. */
export function useDrawing(plan: Plan, { drag, editing, setEditing, aim }: Moving): { nodes: StepNode[]; edges: ArrowEdge[] } {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const latest = useRef(desk);
  latest.current = desk;
  const keepNode = useKept<StepNode>();
  const keepEdge = useKept<ArrowEdge>();
  const { flow, names, wrong, selection, standing } = desk;
  const words = useWords(desk);
  const chosen = useMemo(() => new Set(stepsOf(selection)), [selection]);
  const first = selection?.part === 'nodes' ? selection.key : flow.nodes[0]?.key;
  const colours = useMemo(() => new Map(flow.statuses.map(({ key, color }) => [key, color || 'grey'])), [flow.statuses]);
  const stand = (key: string) => (standing?.now.has(key) ? 'now' : standing?.past.has(key) ? 'past' : undefined);
  const nodes = flow.nodes.map((step) => {
    const box = plan.boxes[step.key]!;
    const spot = drag[step.key] ?? box;
    const unit = names.unit(step.type);
    const parts = [step, spot.x, spot.y, unit, names.step(step), names.status(step.status), colours.get(step.status ?? ''), wrong.get(`nodes/${step.key}`), chosen.has(step.key), first === step.key, editing === step.key, stand(step.key), t] as const;
    return keepNode(step.key, parts, () => nodeOf(step, spot, latest.current, { selected: chosen.has(step.key), first: first === step.key, editing: editing === step.key, tone: colours.get(step.status ?? '') ?? unit.tone, said: words.step(step), stand: stand(step.key), role: t('step'), setEditing, latest }));
  });
  const picked = selection?.part === 'transitions' ? selection.key : '';
  const edges = flow.transitions.map((arrow) => {
    const moving = drag[arrow.from] ?? drag[arrow.to];
    const route = arrow.from === arrow.to && !moving ? plan.loops[arrow.key] : moving ? undefined : plan.routes[arrow.key];
    const [label, said] = words.arrow(arrow);
    const trouble = wrong.get(`transitions/${arrow.key}`);
    const at = route?.label ?? between({ ...plan.boxes[arrow.from]!, ...drag[arrow.from] }, { ...plan.boxes[arrow.to]!, ...drag[arrow.to] });
    return keepEdge(arrow.key, [arrow.from, arrow.to, route, at.x, at.y, label, trouble, picked === arrow.key, aim === arrow.key, said], () => ({
      id: arrow.key,
      type: 'arrow',
      source: arrow.from,
      target: arrow.to,
      selected: picked === arrow.key,
      ariaLabel: said,
      markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: picked === arrow.key || aim === arrow.key ? 'var(--brand)' : trouble?.hard ? 'var(--danger)' : 'var(--line-strong)' },
      zIndex: picked === arrow.key ? 5 : 0,
      data: { label, at, route, wrong: trouble, aimed: aim === arrow.key, onPick: () => latest.current.select({ part: 'transitions', key: arrow.key }) },
      domAttributes: { 'aria-roledescription': t('arrow'), tabIndex: picked === arrow.key ? 0 : -1, 'data-aimed': aim === arrow.key || undefined, 'data-wrong': trouble?.hard || undefined } as ArrowEdge['domAttributes'],
    }));
  });
  return { nodes, edges };
}

/** The middle between the foot of one box and the head of another, where a bent arrow has its own. */
function between(from: Box, to: Box): Spot {
  return { x: (from.x + from.width / 2 + to.x + to.width / 2) / 2, y: (from.y + from.height + to.y) / 2 };
}

/** useWords is what steps and arrows are called by screen readers. The sentence is looked up once, not for each of hundreds. */
function useWords(desk: FlowDesk) {
  const { t } = useTranslation('designprocess');
  const { flow, names } = desk;
  return useMemo(() => {
    const stepSaid = t('stepSaid', { title: '\u0001', type: '\u0002', status: '\u0003' });
    const arrowSaid = t('arrowSaid', { from: '\u0001', to: '\u0002', label: '\u0003' });
    const noStatus = t('noStatus');
    const fill = (sentence: string, one: string, two: string, three: string) => sentence.replace('\u0001', () => one).replace('\u0002', () => two).replace('\u0003', () => three);
    const arrows = new Map(flow.transitions.map((arrow): [Arrow, [label: string, said: string]] => {
      const label = names.arrow(arrow);
      return [arrow, [label, fill(arrowSaid, names.step(arrow.from), names.step(arrow.to), label)]];
    }));
    return { arrow: (arrow: Arrow) => arrows.get(arrow)!, step: (step: Step) => fill(stepSaid, names.step(step), typeName(desk, step), names.status(step.status) || noStatus) };
    // The desk changes with every selection; its words only with these.
  }, [flow.transitions, names, t]);
}

function typeName({ names }: FlowDesk, step: Step): string {
  const label = names.info(step.type)?.label;
  return typeof label === 'object' && label ? (label[names.language] ?? step.type) : (label ?? step.type);
}

interface Looks {
  selected: boolean;
  first: boolean;
  editing: boolean;
  tone: string;
  said: string;
  stand: 'now' | 'past' | undefined;
  role: string;
  setEditing: (key: string) => void;
  latest: { current: FlowDesk };
}

function nodeOf(step: Step, { x, y }: Spot, desk: FlowDesk, looks: Looks): StepNode {
  const { names, wrong } = desk;
  const unit = names.unit(step.type);
  const { width, height } = sizeOf(unit);
  const trouble = wrong.get(`nodes/${step.key}`);
  const onTitle = (title: string | undefined) => {
    looks.setEditing('');
    const { process, do: perform } = looks.latest.current;
    const now = process.spec.nodes.find(({ key }) => key === step.key);
    if (title !== undefined && now && title !== names.step(now)) perform(renameStep(step.key, write(now.title, names.language, title.trim())));
  };
  return {
    id: step.key,
    type: 'step',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [
      { type: 'target', position: Position.Top, x: width / 2 - 5, y: -5, width: 10, height: 10 },
      { type: 'source', position: Position.Bottom, x: width / 2 - 5, y: height - 5, width: 10, height: 10 },
    ],
    selected: looks.selected,
    ariaLabel: trouble ? `${looks.said} ${trouble.words.join(' ')}` : looks.said,
    data: { stand: looks.stand, title: names.step(step), type: typeName(desk, step), status: names.status(step.status), tone: looks.tone, shape: unit.shape, Icon: unit.Icon, Badge: unit.Badge, wrong: trouble, editing: looks.editing, onTitle, inputs: unit.inputs !== 0, outputs: unit.outputs !== 0 },
    domAttributes: { 'aria-roledescription': looks.role, tabIndex: looks.first ? 0 : -1, 'data-selected': looks.selected || undefined } as StepNode['domAttributes'],
  };
}
