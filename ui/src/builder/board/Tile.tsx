import { CopyOutlined, DeleteOutlined, HolderOutlined, WarningOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { Failed } from '../../console/parts/State';
import { Drawn } from '../../console/screens/boards/Widget';
import { say } from '../../i18n/text';
import { arrange, doubled, removed, type BoardSpec, type WidgetSpec } from '../../model/boarddesign';
import { resized, stepped, type Direction } from '../../model/boardlayout';
import type { Place, WidgetAnswer } from '../../model/dashboard';
import { useChange } from '../parts/useChange';
import { useSettled } from '../parts/useSettled';
import { useSurroundings } from '../useDesign';
import { useBoard } from './useBoard';
import style from './board.module.css';

interface TileProps {
  widget: WidgetSpec;
  at: number;
  place: Place;
  /** Its turn when they stand below each other. */
  order: number;
  period: string;
  on: boolean;
  lifted: boolean;
  /** Only selected, not moved, as in the preview of a phone. */
  still: boolean;
  onStart: (event: PointerEvent, key: string, what: 'move' | 'size') => void;
}

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Tile is a widget on the canvas with its real answer: moved by its head, sized at its corner, or both by the arrow keys. */
export function Tile({ widget, at, place, order, period, on, lifted, still, onStart }: TileProps) {
  const { t } = useTranslation('designboard');
  const { language, select, wrong, title: chartTitle } = useBoard();
  const root = useRef<HTMLElement>(null);
  const title = say(widget.title, language) || t('untitled');
  const trouble = wrong(at);
  const press = useTileKeys(widget);
  useEffect(() => {
    if (on) root.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  const where = still ? { order } : { order, gridColumn: `${place.x + 1} / span ${place.w}`, gridRow: `${place.y + 1} / span ${place.h}` };
  return (
    <section
      ref={root}
      className={style.tile}
      style={where}
      tabIndex={0}
      aria-label={t('tile', { title, chart: chartTitle(widget.chart), x: place.x + 1, y: place.y + 1, w: place.w, h: place.h })}
      aria-current={on || undefined}
      data-widget={widget.key}
      data-lifted={lifted || undefined}
      data-wrong={trouble ? (trouble.hard ? 'hard' : 'soft') : undefined}
      onClick={() => select(widget.key)}
      onKeyDown={(event) => event.target === root.current && press(event)}
    >
      <header onPointerDown={(event) => !still && !(event.target as Element).closest('button') && onStart(event, widget.key, 'move')}>
        <HolderOutlined aria-hidden className={style.grip} />
        <h2>{title}</h2>
        {trouble ? (
          <Tooltip title={trouble.words.join('\n')}>
            <span className={style.mark} data-hard={trouble.hard || undefined} role="img" aria-label={trouble.words.join(' ')}>
              <WarningOutlined aria-hidden />
            </span>
          </Tooltip>
        ) : null}
        {on ? <Tools widget={widget} title={title} /> : null}
      </header>
      <div className={style.face} inert>
        <Face widget={widget} title={title} period={period} />
      </div>
      {still ? null : <span className={style.corner} data-corner-of={widget.key} aria-hidden onPointerDown={(event) => onStart(event, widget.key, 'size')} />}
    </section>
  );
}

function Tools({ widget, title }: { widget: WidgetSpec; title: string }) {
  const { t } = useTranslation('designboard');
  const { copy, remove } = useDeeds(widget);
  return (
    <span className={style.tools}>
      <button type="button" aria-label={t('copyOf', { title })} title={t('copy')} onClick={copy}>
        <CopyOutlined aria-hidden />
      </button>
      <button type="button" aria-label={t('removeOf', { title })} title={t('remove')} onClick={remove}>
        <DeleteOutlined aria-hidden />
      </button>
    </span>
  );
}

/** useDeeds are what is done with a widget as a whole. */
function useDeeds(widget: WidgetSpec) {
  const change = useChange<BoardSpec>();
  const { select, language } = useBoard();
  const named = { name: say(widget.title, language) };
  const copy = () => {
    let key: string | undefined;
    change('board.copied', ({ spec }) => void (key = doubled(spec, widget.key)), undefined, named);
    select(key);
  };
  const remove = () => {
    change('board.removed', ({ spec }) => removed(spec, widget.key), undefined, named);
    select(undefined);
    document.querySelector<HTMLElement>('[data-widget]')?.focus();
  };
  return { copy, remove };
}

/** useTileKeys: arrows move, with shift they size; Delete takes off, Ctrl+D copies, Enter goes to the title, Escape lets go. */
function useTileKeys(widget: WidgetSpec) {
  const change = useChange<BoardSpec>();
  const { spec, select } = useBoard();
  const { copy, remove } = useDeeds(widget);
  return (event: KeyboardEvent) => {
    const to = directions[event.key];
    const command = event.ctrlKey || event.metaKey;
    if (to && !command && !event.altKey) {
      const place = event.shiftKey ? resized(widget.place, to) : stepped(spec.widgets, widget.key, to);
      if (place) change(event.shiftKey ? 'board.sized' : 'board.moved', ({ spec: draft }) => arrange(draft, widget.key, place));
      select(widget.key);
    } else if (event.key === 'Delete' || event.key === 'Backspace') remove();
    else if (command && event.key.toLowerCase() === 'd') copy();
    else if (event.key === 'Enter' || event.key === ' ') select(widget.key);
    else if (event.key === 'Escape') select(undefined);
    else return;
    event.preventDefault();
  };
}

/** Face is what the widget shows: the answer to its question from what is there now. */
function Face({ widget, title, period }: { widget: WidgetSpec; title: string; period: string }) {
  const { place } = useSurroundings();
  const { chart, settings, question, titles } = widget;
  const asked = useSettled(JSON.stringify({ key: 'widget', title: '', chart, settings, question, titles, place: { x: 0, y: 0, w: 2, h: 2 } }), 250);
  const answer = useQuery({
    queryKey: ['widget', place.app, period, asked],
    queryFn: ({ signal }) => post<WidgetAnswer>(`apps/${place.app}/widgets`, { widget: JSON.parse(asked) as unknown, period }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (answer.isError) return <Failed error={answer.error} small />;
  return <Drawn widget={{ title, chart }} answer={answer.data} onOpen={() => undefined} />;
}
