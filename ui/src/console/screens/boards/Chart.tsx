import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetAnswer } from '../../../model/dashboard';
import { useUnits } from '../../../form';
import { charts } from '../../../units/charts';
import style from './boards.module.css';

use([GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

/** The colours of series that have none of their own: told apart by whoever sees colours badly too. */
const colors = ['#2f6f4f', '#d08c2f', '#3b6fb6', '#a4508b', '#5b8c8f', '#b5523b', '#7a7f3b', '#6b5ca5'];

interface ChartProps {
  title: string;
  /** The kind of chart, whose file says what of echarts it needs. */
  kind: string;
  answer: WidgetAnswer;
  onOpen: (by: readonly unknown[]) => void;
}

/** Chart draws the option that the server made. The table says the same to whoever cannot see it. */
export default function Chart({ title, kind, answer, onOpen }: ChartProps) {
  const { t } = useTranslation('boards');
  const box = useRef<HTMLDivElement>(null);
  const clicked = useRef<(params: Picked) => void>(() => undefined);
  clicked.current = (params) => {
    const by = rowOf(answer, params);
    if (by) onOpen(by);
  };
  const ready = useUnits([kind], charts) && charts.ready([kind]);
  useEffect(() => {
    if (!ready) return undefined;
    use(charts.get(kind).parts ?? []);
    const chart = init(box.current!, undefined, { renderer: 'canvas' });
    chart.setOption({ color: colors, animation: false, ...tinted(answer.option!, box.current!) }, { notMerge: true });
    chart.on('click', (params) => clicked.current(params as unknown as Picked));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [answer.option, kind, ready]);
  const corners = (answer.option?.quadrants as string[] | undefined) ?? [];
  return (
    <div className={style.chart}>
      <div ref={box} role="img" aria-label={t('drawn', { title })} />
      {corners.map((name, at) => (
        <span key={at} data-corner={at}>
          {name}
        </span>
      ))}
    </div>
  );
}

/** tinted gives the tones that definitions name the colour that they have on this page. */
function tinted(option: Record<string, unknown>, on: Element): Record<string, unknown> {
  const page = getComputedStyle(on);
  const text = JSON.stringify(option, (key, value: unknown) => (key === 'color' && typeof value === 'string' ? page.getPropertyValue(`--${value}`) || value : value));
  return JSON.parse(text) as Record<string, unknown>;
}

interface Picked {
  name?: string;
  dataIndex: number;
  seriesIndex: number;
  value?: unknown;
}

/** rowOf finds the row that a mark on the chart stands for. */
function rowOf(answer: WidgetAnswer, { dataIndex, seriesIndex, value }: Picked): readonly unknown[] | undefined {
  const { rows } = answer.answer!;
  const dims = answer.dims!.length;
  if (dims === 0) return [];
  if (dims === 1) return rows[dataIndex]?.by;
  const distinct = (at: number) => [...new Map(rows.map((row) => [JSON.stringify(row.by[at]), row.by[at]])).values()];
  if (Array.isArray(value) && answer.option?.quadrants) return rows.find((row) => row.by[0] === value[0] && row.by[1] === value[1])?.by;
  const [first, second] = Array.isArray(value) ? [value[0] as number, value[1] as number] : [dataIndex, seriesIndex];
  const wanted = [distinct(0)[first], distinct(1)[second]];
  return rows.find((row) => JSON.stringify(row.by) === JSON.stringify(wanted))?.by;
}
