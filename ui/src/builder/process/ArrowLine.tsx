import { BaseEdge, getBezierPath, type Edge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Spot } from '../../model/flow';
import { labelWidth, type Route } from './arrange';
import type { Wrong } from './useFlow';
import style from './canvas.module.css';

export interface ArrowData extends Record<string, unknown> {
  label: string;
  /** Where the label stands. */
  at: Spot;
  route?: Route;
  wrong?: Wrong;
  /** Something dragged would go in here. */
  aimed: boolean;
  onPick: () => void;
}

export type ArrowEdge = Edge<ArrowData, 'arrow'>;

/** smooth draws a line through points: straight to the first middle, then bent from middle to middle. */
function smooth(points: readonly Spot[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  const words = [`M${first.x},${first.y}`];
  rest.forEach((point, at) => {
    const next = rest[at + 1];
    words.push(next ? `Q${point.x},${point.y} ${(point.x + next.x) / 2},${(point.y + next.y) / 2}` : `L${point.x},${point.y}`);
  });
  return words.join(' ');
}

/** ArrowLine is one arrow: along its laid out way, else bent from box to box. */
export const ArrowLine = memo(function ArrowLine(props: EdgeProps<ArrowEdge>) {
  const route = props.data?.route;
  return <BaseEdge path={route ? smooth(route.points) : getBezierPath(props)[0]} markerEnd={props.markerEnd} interactionWidth={30} className={style.line} />;
});

/** Label is what it takes to go an arrow, on its middle. Where something dragged would go in it says so. A press selects the arrow; the keyboard goes by the arrow itself. */
export const Label = memo(function Label({ edge: { id, selected, data } }: { edge: ArrowEdge }) {
  if (!data || !(data.label || data.aimed)) return null;
  const { x, y } = data.at;
  return (
    <div className={`nodrag nopan ${style.label}`} data-arrow={id} data-selected={selected || undefined} data-aimed={data.aimed || undefined} data-wrong={data.wrong ? (data.wrong.hard ? 'hard' : 'soft') : undefined} title={[data.label, ...(data.wrong?.words ?? [])].join('\n')} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`, maxWidth: labelWidth }} onClick={data.onPick}>
      {data.aimed ? `＋ ${data.label}`.trim() : data.label}
    </div>
  );
});
