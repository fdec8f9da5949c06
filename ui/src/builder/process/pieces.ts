import { say } from '../../i18n/text';
import { fresh, inOne, type UnitInfo } from '../../model/design';
import { arrowsFrom, freeExit, keysOf, mayInsert, type Arrow, type FlowCommand, type Selection, type Spot, type Step } from '../../model/flow';
import { addStep, appendStep, insertStep, type Piece } from '../../model/flowedit';
import type { FlowDesk } from './useFlow';

/** pieceOf is a new step of a type, with what such a step begins with. */
export function pieceOf({ flow, names }: FlowDesk, info: UnitInfo, status: string | undefined): Piece {
  const unit = names.unit(info.id);
  const key = fresh(info.id, keysOf(flow, 'nodes'));
  const name = say(info.label, names.language);
  const step: Step = { key, type: info.id, title: name };
  if (unit.stays && status) step.status = status;
  if (unit.starter) step.settings = inOne({ ...unit.starter }, names.language);
  return { step, name, exit: unit.exits?.(unit.starter ?? {})[0]?.key, branches: unit.branches };
}

/** insertInto puts a new step of a type into the middle of an arrow. */
export function insertInto(desk: FlowDesk, info: UnitInfo, arrow: Arrow): [FlowCommand, string] {
  const at = (key: string) => desk.flow.nodes.find((step) => step.key === key)?.status;
  const piece = pieceOf(desk, info, at(arrow.from) ?? at(arrow.to) ?? desk.flow.statuses[0]?.key);
  return [insertStep(arrow.key, piece), piece.step.key];
}

/** putStep puts a new step where it is most likely wanted: into the selected arrow, after the selected step, else aside. */
export function putStep(desk: FlowDesk, info: UnitInfo, selection: Selection | undefined, spot?: Spot): [FlowCommand, string] {
  const { flow, names } = desk;
  const unit = names.unit(info.id);
  const arrow = selection?.part === 'transitions' && !spot ? flow.transitions.find(({ key }) => key === selection.key) : undefined;
  if (arrow && mayInsert(unit)) return insertInto(desk, info, arrow);
  const step = selection?.part === 'nodes' && !spot ? flow.nodes.find(({ key }) => key === selection.key) : undefined;
  const piece = pieceOf(desk, info, step?.status ?? flow.statuses[0]?.key);
  if (!step || unit.inputs === 0) return [addStep(piece, spot), piece.step.key];
  const source = names.unit(step.type);
  const onward = arrowsFrom(flow, step.key);
  if (onward.length === 1 && mayInsert(unit)) return insertInto(desk, info, onward[0]!);
  if (source.outputs === 0 || (source.outputs === 1 && onward.length > 0)) return [addStep(piece), piece.step.key];
  const below = desk.boxes[step.key];
  const from = { key: step.key, on: freeExit(flow, step.key, names.exits(step)), default: source.branches && onward.length === 0 };
  return [appendStep(from, piece, below && { x: below.x, y: below.y + below.height + 70 }), piece.step.key];
}
