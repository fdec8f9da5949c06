import { connect, arrangeAll, clip, moveSteps, paste, removeArrow, removeSteps, renewed, type Clip } from '../../model/flowedit';
import { freeExit, mayConnect, stepsOf, type FlowCommand } from '../../model/flow';
import { align, neighbour, type Alignment, type Direction } from '../../model/flowspots';
import type { FlowDesk } from './useFlow';

/** One command of the canvas: the toolbar, the menu and the keyboard all go through these. */
export interface CanvasCommand {
  id: string;
  /** As it is shown, such as `Ctrl+D`. */
  keys?: string;
  /** Does this key press mean the command? */
  press?: (event: KeyPress) => boolean;
  enabled: (desk: FlowDesk) => boolean;
  run: (desk: FlowDesk, tools: CanvasTools) => void;
}

export interface KeyPress {
  key: string;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
}

/** What commands need of the canvas beside the document. */
export interface CanvasTools {
  edit: (step: string) => void;
  /** Lets the designer choose where an arrow leads. */
  connect: () => void;
  /** Selects a step and brings it into sight. */
  go: (step: string) => void;
}

/** What was copied; it stays while other processes are opened. */
let copied: Clip | undefined;

const plain = (key: string) => (event: KeyPress) => event.key === key && !event.ctrl && !event.alt;
const ctrl = (key: string) => (event: KeyPress) => event.ctrl && !event.alt && event.key.toLowerCase() === key;
const oneStep = ({ selection }: FlowDesk) => stepsOf(selection).length === 1;
const someSteps = ({ selection }: FlowDesk) => stepsOf(selection).length > 0;
const perform = (desk: FlowDesk, command: FlowCommand) => desk.do(command);

function put(desk: FlowDesk, what: Clip) {
  const made = renewed(desk.flow, what);
  perform(desk, paste(made));
  const [key, ...more] = made.steps.map((step) => step.key);
  if (key) desk.select({ part: 'nodes', key, more });
}

function remove(desk: FlowDesk, { go }: CanvasTools) {
  const { selection, flow, names, boxes } = desk;
  if (selection?.part === 'transitions') {
    const arrow = flow.transitions.find(({ key }) => key === selection.key);
    perform(desk, removeArrow(selection.key));
    return arrow ? go(arrow.from) : desk.select(undefined);
  }
  const keys = stepsOf(selection);
  const next = neighbour(boxes, keys[0] ?? '', 'up');
  perform(desk, removeSteps(keys, keys.map(names.step).join(', ')));
  if (next && !keys.includes(next)) go(next);
  else desk.select(undefined);
}

const arrows: Readonly<Record<Direction, string>> = { up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight' };
const shifts: Readonly<Record<Direction, readonly [number, number]>> = { up: [0, -20], down: [0, 20], left: [-20, 0], right: [20, 0] };
const directions: readonly Direction[] = ['up', 'down', 'left', 'right'];

/** Where all boxes stand, with some of them elsewhere. */
function spots(desk: FlowDesk, moved: Readonly<Record<string, { x: number; y: number }>>) {
  return { ...Object.fromEntries(Object.entries(desk.boxes).map(([key, { x, y }]) => [key, { x, y }])), ...moved };
}

function shift(desk: FlowDesk, direction: Direction) {
  const [dx, dy] = shifts[direction];
  const moved = stepsOf(desk.selection).flatMap((key) => (desk.boxes[key] ? [[key, { x: desk.boxes[key].x + dx, y: desk.boxes[key].y + dy }]] : []));
  perform(desk, moveSteps(spots(desk, Object.fromEntries(moved)), `move:${stepsOf(desk.selection).join()}`));
}

const alignments: readonly Alignment[] = ['left', 'center', 'right', 'top', 'middle', 'bottom'];

/** The commands in the order of the menu. */
export const commands: readonly CanvasCommand[] = [
  { id: 'edit', keys: 'Enter', press: (event) => plain('Enter')(event) || plain('F2')(event), enabled: oneStep, run: ({ selection }, { edit }) => edit(selection!.key) },
  { id: 'connect', keys: 'C', press: plain('c'), enabled: (desk) => oneStep(desk) && desk.flow.nodes.some(({ key }) => mayConnect(desk.flow, desk.selection!.key, key, desk.names.unit)), run: (_, tools) => tools.connect() },
  { id: 'duplicate', keys: 'Ctrl+D', press: ctrl('d'), enabled: someSteps, run: (desk) => put(desk, clip(desk.flow, stepsOf(desk.selection), desk.boxes)) },
  { id: 'copy', keys: 'Ctrl+C', press: ctrl('c'), enabled: someSteps, run: (desk) => void (copied = clip(desk.flow, stepsOf(desk.selection), desk.boxes)) },
  { id: 'paste', keys: 'Ctrl+V', press: ctrl('v'), enabled: () => copied !== undefined, run: (desk) => put(desk, copied!) },
  ...directions.map((direction): CanvasCommand => ({ id: `shift.${direction}`, keys: `Alt+${{ up: '↑', down: '↓', left: '←', right: '→' }[direction]}`, press: (event) => event.alt && event.key === arrows[direction], enabled: someSteps, run: (desk) => shift(desk, direction) })),
  ...alignments.map((how): CanvasCommand => ({ id: `align.${how}`, enabled: ({ selection }) => stepsOf(selection).length > 1, run: (desk) => perform(desk, moveSteps(spots(desk, align(desk.boxes, stepsOf(desk.selection), how)))) })),
  { id: 'arrange', enabled: ({ flow }) => flow.layout !== undefined, run: (desk) => perform(desk, arrangeAll()) },
  { id: 'remove', keys: 'Del', press: (event) => plain('Delete')(event) || plain('Backspace')(event), enabled: (desk) => someSteps(desk) || desk.selection?.part === 'transitions', run: remove },
];

/** walk selects what lies in a direction of the selected step. */
export function walk(desk: FlowDesk, event: KeyPress, go: (step: string) => void): boolean {
  const direction = directions.find((one) => event.key === arrows[one]);
  if (!direction || event.alt || event.ctrl) return false;
  const from = desk.selection?.part === 'nodes' ? desk.selection.key : undefined;
  const next = from ? neighbour(desk.boxes, from, direction) : desk.flow.nodes[0]?.key;
  if (next) go(next);
  return true;
}

/** join draws an arrow between two steps, by the first way out that leads nowhere yet. */
export function join(desk: FlowDesk, from: string, to: string): void {
  const { flow, names } = desk;
  if (!mayConnect(flow, from, to, names.unit)) return;
  const source = flow.nodes.find(({ key }) => key === from)!;
  const fallback = names.unit(source.type).branches && !flow.transitions.some((arrow) => arrow.from === from && arrow.default) ? true : undefined;
  perform(desk, connect({ from, to, on: freeExit(flow, from, names.exits(source)), default: fallback }, names.step(from), names.step(to)));
}
