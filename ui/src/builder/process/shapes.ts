import type { NodeUnit } from '../../units/nodes';

const sizes: Readonly<Record<NodeUnit['shape'], { width: number; height: number }>> = {
  card: { width: 208, height: 62 },
  pill: { width: 156, height: 44 },
  diamond: { width: 196, height: 58 },
  bar: { width: 208, height: 40 },
};

/** sizeOf is the size of the box of a step on the canvas. */
export function sizeOf(unit: NodeUnit): { width: number; height: number } {
  return sizes[unit.shape];
}
