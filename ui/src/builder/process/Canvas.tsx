import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Background, BackgroundVariant, MiniMap, ReactFlow, useReactFlow, useStore, ViewportPortal, type Connection, type NodeChange, type ReactFlowInstance } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { mayConnect, mayInsert, stepsOf, type Spot } from '../../model/flow';
import { moveSteps, reconnect } from '../../model/flowedit';
import { snap, type Boxes } from '../../model/flowspots';
import { typing } from '../frame/useKeys';
import type { Plan } from './arrange';
import { ArrowLine, Label, type ArrowEdge } from './ArrowLine';
import { insertInto, putStep } from './pieces';
import { commands, join, walk, type CanvasTools, type KeyPress } from './registry';
import { StepBox, type StepNode } from './StepBox';
import { Tools } from './Tools';
import { useDrawing } from './useDrawing';
import { useFlow, type FlowDesk } from './useFlow';
import style from './canvas.module.css';

const nodeTypes = { step: StepBox };
const edgeTypes = { arrow: ArrowLine };

/** A flow opens as large as its words can be read; what does not fit then is found by the map. */
const opening = { padding: 0.06, minZoom: 0.8, maxZoom: 1 };

/** fromTheTop moves a flow that is higher than the canvas so that its beginning is seen first. */
function fromTheTop({ getNodes, getNodesBounds, getViewport, setViewport }: ReactFlowInstance<StepNode, ArrowEdge>): void {
  const at = getViewport();
  const top = getNodesBounds(getNodes()).y * at.zoom;
  if (top + at.y < 0) void setViewport({ ...at, y: 24 - top });
}

interface CanvasProps {
  plan: Plan;
  /** Brings the choice of where an arrow leads into view. */
  onConnect: () => void;
}

/** Canvas is the process as boxes and arrows. The mouse, the keyboard and the menu give the same commands. */
export function Canvas({ plan, onConnect }: CanvasProps) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const latest = useRef(desk);
  latest.current = desk;
  const board = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState('');
  const { drag, guides, onNodesChange, onNodeDragStop, onSelectionStart, onSelectionEnd } = useDragging(desk);
  const aim = useDropping(board, latest);
  const { nodes, edges } = useDrawing(plan, { drag, editing, setEditing, aim });
  const go = useGo(board, latest);
  useSight(board, desk, plan);
  const tools = useMemo<CanvasTools>(() => ({ edit: setEditing, connect: onConnect, go }), [go, onConnect]);
  const press = (event: KeyboardEvent) => {
    if (typing(event.target) || !(event.target as HTMLElement).closest('.react-flow__node, .react-flow__edge, .react-flow__pane, [data-board]')) return;
    if ((event.target as HTMLElement).closest('button, [role="menu"]')) return;
    const key: KeyPress = { key: event.key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey, shift: event.shiftKey };
    const command = commands.find((one) => one.press?.(key) && one.enabled(desk));
    if (!command && !walk(desk, key, go)) return;
    event.preventDefault();
    event.stopPropagation();
    command?.run(desk, tools);
  };
  const pick = (event: MouseEvent, { id }: { id: string }) => {
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
    const chosen = stepsOf(desk.selection);
    if (!(event.ctrlKey || event.metaKey || event.shiftKey) || chosen.length === 0) return desk.select({ part: 'nodes', key: id });
    const [key, ...more] = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    desk.select(key ? { part: 'nodes', key, more } : undefined);
  };
  const valid = useCallback(({ source, target }: { source: string | null; target: string | null }) => mayConnect(latest.current.flow, source ?? '', target ?? '', latest.current.names.unit), []);
  return (
    <div className={style.board} ref={board} data-board data-dropping={aim || undefined} onKeyDownCapture={press} onFocus={(event) => follow(event.target, desk)}>
      <ReactFlow<StepNode, ArrowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        aria-label={t('canvas')}
        ariaLabelConfig={useAria()}
        colorMode="system"
        disableKeyboardA11y
        deleteKeyCode={null}
        fitView
        fitViewOptions={opening}
        onInit={fromTheTop}
        minZoom={0.15}
        maxZoom={1.6}
        zoomOnDoubleClick={false}
        edgesReconnectable
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onSelectionStart={onSelectionStart}
        onSelectionEnd={onSelectionEnd}
        onNodeClick={pick}
        onNodeDoubleClick={(_, { id }) => setEditing(id)}
        onEdgeClick={(_, { id }) => desk.select({ part: 'transitions', key: id })}
        onPaneClick={() => desk.select(undefined)}
        isValidConnection={valid}
        onConnect={({ source, target }: Connection) => join(desk, source, target)}
        onReconnect={(edge, { source, target }) => desk.do(source === edge.source ? reconnect(edge.id, 'end', target, desk.names.step(target)) : reconnect(edge.id, 'begin', source, desk.names.step(source)))}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <Overview boxes={plan.boxes} />
        <Tools tools={tools} />
        <ViewportPortal>
          {edges.map((edge) => (
            <Label key={edge.id} edge={edge} />
          ))}
          {guides.x !== undefined ? <i className={style.guide} style={{ left: guides.x, top: -9999, width: 1, height: 19998 }} /> : null}
          {guides.y !== undefined ? <i className={style.guide} style={{ top: guides.y, left: -9999, height: 1, width: 19998 }} /> : null}
        </ViewportPortal>
      </ReactFlow>
    </div>
  );
}

/** Overview is the map, where there is more than is in sight: otherwise it would only cover some of it. */
function Overview({ boxes }: { boxes: Boxes }) {
  const more = useStore(({ transform: [x, y, zoom], width, height }) => width > 0 && Object.values(boxes).some((box) => box.x * zoom + x < 0 || box.y * zoom + y < 0 || (box.x + box.width) * zoom + x > width || (box.y + box.height) * zoom + y > height));
  return more ? <MiniMap pannable zoomable style={{ width: 132, height: 96 }} className={style.minimap} nodeColor={(node) => `var(--${(node as StepNode).data.tone})`} nodeBorderRadius={12} /> : null;
}

/** Coming to a step by keyboard selects it. */
function follow(target: EventTarget, desk: FlowDesk) {
  const box = target instanceof HTMLElement && target.matches('.react-flow__node:focus-visible') ? target.dataset.id : undefined;
  if (box && !stepsOf(desk.selection).includes(box)) desk.select({ part: 'nodes', key: box });
}

function useAria() {
  const { t } = useTranslation('designprocess');
  return useMemo(
    () => ({ 'node.a11yDescription.default': t('aria.step'), 'node.a11yDescription.keyboardDisabled': t('aria.step'), 'edge.a11yDescription.default': t('aria.arrow'), 'minimap.ariaLabel': t('aria.map'), 'handle.ariaLabel': t('aria.handle') }),
    [t],
  );
}

/** useGo selects a step and gives it the keyboard. */
function useGo(board: { current: HTMLDivElement | null }, latest: { current: FlowDesk }) {
  return useCallback(
    (step: string) => {
      latest.current.select({ part: 'nodes', key: step });
      requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(step)}"]`)?.focus({ preventScroll: true }));
    },
    [board, latest],
  );
}

/** useSight brings what was selected into sight, wherever it was selected: on the canvas the inspector may have come over it. */
function useSight(board: { current: HTMLDivElement | null }, desk: FlowDesk, plan: Plan) {
  const { getZoom, setCenter, flowToScreenPosition } = useReactFlow();
  const latest = useRef(plan);
  latest.current = plan;
  const { selection, flow } = desk;
  const arrow = selection?.part === 'transitions' ? flow.transitions.find(({ key }) => key === selection.key) : undefined;
  // In a trial the eye follows the record.
  const target = [...(desk.standing?.now ?? [])][0] ?? (selection?.part === 'nodes' ? selection.key : (arrow?.from ?? ''));
  useEffect(() => {
    if (!target) return undefined;
    // The inspector has its place only after the next frame, and the canvas learns of it after that.
    const timer = setTimeout(() => {
      const box = latest.current.boxes[target];
      const frame = board.current?.getBoundingClientRect();
      if (!box || !frame) return;
      const from = flowToScreenPosition(box);
      const to = flowToScreenPosition({ x: box.x + box.width, y: box.y + box.height });
      const map = board.current?.querySelector('.react-flow__minimap')?.getBoundingClientRect();
      const seen = !(map && to.x > map.left && to.y > map.top) && from.x >= frame.left && to.x <= frame.right && from.y >= frame.top && to.y <= frame.bottom;
      if (!seen) void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: getZoom(), duration: 160 });
    }, 60);
    return () => clearTimeout(timer);
  }, [target, board, flowToScreenPosition, getZoom, setCenter]);
}

/** useDragging keeps the boxes under the pointer; put down, all places are kept. */
function useDragging(desk: FlowDesk) {
  const [drag, setDrag] = useState<Readonly<Record<string, Spot>>>({});
  const [guides, setGuides] = useState<{ x?: number; y?: number }>({});
  const boxed = useRef<Set<string> | undefined>(undefined);
  const onNodesChange = (changes: NodeChange<StepNode>[]) => {
    const moved: Record<string, Spot> = {};
    for (const change of changes) {
      if (change.type === 'select' && boxed.current) boxed.current[change.selected ? 'add' : 'delete'](change.id);
      if (change.type === 'position' && change.dragging && change.position) moved[change.id] = change.position;
    }
    const keys = Object.keys(moved);
    if (keys.length === 0) return;
    if (keys.length === 1) {
      const [key] = keys as [string];
      const { spot, ...lines } = snap(desk.boxes, key, { ...desk.boxes[key]!, ...moved[key]! });
      moved[key] = spot;
      setGuides(lines);
    }
    setDrag((before) => ({ ...before, ...moved }));
  };
  const onNodeDragStop = () => {
    setDrag({});
    setGuides({});
    const keys = Object.keys(drag);
    if (keys.length === 0) return;
    const all = Object.fromEntries(Object.entries(desk.boxes).map(([key, { x, y }]) => [key, { x, y }]));
    desk.do(moveSteps({ ...all, ...drag }));
  };
  const onSelectionStart = () => void (boxed.current = new Set());
  const onSelectionEnd = () => {
    const [key, ...more] = boxed.current ?? [];
    boxed.current = undefined;
    if (key) desk.select({ part: 'nodes', key, more });
  };
  return { drag, guides, onNodesChange, onNodeDragStop, onSelectionStart, onSelectionEnd };
}

/** useDropping lets a type of step be dropped on the canvas; over an arrow it goes into that. It answers the arrow aimed at. */
function useDropping(board: { current: HTMLDivElement | null }, latest: { current: FlowDesk }): string {
  const [aim, setAim] = useState('');
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    const below = (type: unknown, x: number, y: number) => {
      if (!mayInsert(latest.current.names.unit(String(type)))) return '';
      const hit = document.elementsFromPoint(x, y).map((one) => one.closest<HTMLElement>('[data-arrow]')?.dataset.arrow ?? one.closest<SVGElement>('.react-flow__edge')?.dataset.id);
      return hit.find(Boolean) ?? '';
    };
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.what === 'stepType',
      onDrag: ({ source, location }) => setAim(below(source.data.type, location.current.input.clientX, location.current.input.clientY)),
      onDragLeave: () => setAim(''),
      onDrop: ({ source, location }) => {
        setAim('');
        const { clientX, clientY } = location.current.input;
        const desk = latest.current;
        const info = desk.names.info(String(source.data.type));
        if (!info) return;
        const arrow = desk.flow.transitions.find(({ key }) => key === below(source.data.type, clientX, clientY));
        const [command, key] = arrow ? insertInto(desk, info, arrow) : putStep(desk, info, undefined, screenToFlowPosition({ x: clientX - 90, y: clientY - 24 }));
        desk.do(command);
        desk.select({ part: 'nodes', key });
        desk.setFresh(key);
      },
    });
  }, [board, latest, screenToFlowPosition]);
  return aim;
}
