import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Spot } from '../../model/flow';
import { labelWidth, type Route } from './arrange';
import type { Wrong } from './useFlow';
import style from './canvas.module.css';

export interface ArrowData extends Record<string, unknown> {
  label: string;
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

/** ArrowLine is one arrow: along its laid out way, else bent from box to box, with what it takes to go it. */
export const ArrowLine = memo(function ArrowLine(props: EdgeProps<ArrowEdge>) {
  const { data, selected, markerEnd } = props;
  const [bent, x, y] = getBezierPath(props);
  const route = data?.route;
  const at = route?.label ?? (route ? route.points[Math.floor(route.points.length / 2)] : undefined) ?? { x, y };
  return (
    <>
      <BaseEdge path={route ? smooth(route.points) : bent} markerEnd={markerEnd} interactionWidth={30} className={style.line} />
      {data?.label ? (
        <EdgeLabelRenderer>
          <div className={`nodrag nopan ${style.label}`} data-arrow={props.id} data-selected={selected || undefined} data-aimed={data.aimed || undefined} data-wrong={data.wrong ? (data.wrong.hard ? 'hard' : 'soft') : undefined} title={[data.label, ...(data.wrong?.words ?? [])].join('\n')} style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`, maxWidth: labelWidth }} onClick={data.onPick}>
            {data.label}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
