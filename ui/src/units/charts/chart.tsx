import type { use } from 'echarts/core';
import type { ComponentType } from 'react';
import type { Unit } from '../registry';

/** How one chart type looks in the palette and what a new widget of it begins as. The drawing itself is an echarts option that the server has finished. */
export interface ChartUnit extends Unit {
  Icon: ComponentType;
  /** Columns and rows of a new widget. */
  size: { w: number; h: number };
  /** The kinds of fields that a new widget makes rows by. */
  begins: readonly ('time' | 'number' | 'group')[];
  /** Settings a new widget begins with. */
  starter?: Readonly<Record<string, unknown>>;
  /** What of echarts its option needs; nothing where the interface draws the figures. */
  parts?: Parameters<typeof use>[0];
}

/** defineChart is what a chart file exports by default. */
export function defineChart(unit: ChartUnit): ChartUnit {
  return unit;
}

/** drawn is an icon of one stroke, 16 by 16. */
export function drawn(path: string): ComponentType {
  return function Icon() {
    return (
      <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
        <path d={path} />
      </svg>
    );
  };
}
