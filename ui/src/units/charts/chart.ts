import type { ComponentType } from 'react';
import type { Unit } from '../registry';

/** How one chart type looks in the palette. The drawing itself is an echarts option that the server has finished. */
export interface ChartUnit extends Unit {
  Icon: ComponentType;
  /** Height over width in the palette and of a new widget. */
  ratio: number;
}

/** defineChart is what a chart file exports by default. */
export function defineChart(unit: ChartUnit): ChartUnit {
  return unit;
}
