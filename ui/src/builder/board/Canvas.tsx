import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from '../../console/parts/State';
import { arrange, type BoardSpec } from '../../model/boarddesign';
import { arranged, columns, within } from '../../model/boardlayout';
import { inReading, type Place } from '../../model/dashboard';
import { useChange } from '../parts/useChange';
import { Tile } from './Tile';
import { useBoard } from './useBoard';
import style from './board.module.css';

const row = 64;
const gap = 16;

/** A drag under way: of which widget, where it would stand. */
interface Drag {
  key: string;
  place: Place;
}

type Start = (event: PointerEvent, key: string, what: 'move' | 'size') => void;

/** Canvas is the board as its readers see it, whose widgets can be moved, sized and selected. */
export function Canvas({ phone, period }: { phone: boolean; period: string }) {
  const { t } = useTranslation('designboard');
  const { spec, select, selected, kinds, add } = useBoard();
  const grid = useRef<HTMLDivElement>(null);
  const [drag, start] = useDrag(grid);
  const adding = useRef(add);
  adding.current = add;
  useEffect(() => {
    const element = grid.current!;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.what === 'chart',
      onDrop: ({ source, location }) => {
        const kind = kinds.find(({ id }) => id === source.data.chart);
        const { clientX, clientY } = location.current.input;
        const { x, y } = cellAt(element, clientX, clientY);
        if (kind) adding.current(kind, { x: Math.floor(x), y: Math.floor(y) });
      },
    });
  }, [kinds]);
  const places = drag ? arranged(spec.widgets, drag.key, drag.place) : undefined;
  const shown = spec.widgets.map((one, at) => ({ widget: one, at, place: places?.get(one.key) ?? one.place }));
  // The order they are read in on a narrow screen. It is one of style alone: moving the elements would take the focus from the one that moves.
  const order = inReading(shown.map(({ widget, place }) => ({ ...widget, place, form: '', title: '', note: '' }))).map(({ key }) => key);
  return (
    <div className={style.canvas} data-phone={phone || undefined} onClick={(event) => event.target instanceof Element && !event.target.closest('[data-widget]') && select(undefined)}>
      <div ref={grid} className={style.grid} data-grid data-dragging={drag ? true : undefined}>
        {shown.map(({ widget, at, place }) => (
          <Tile key={widget.key} widget={widget} at={at} place={place} order={order.indexOf(widget.key)} period={period} on={selected === widget.key} lifted={drag?.key === widget.key} still={phone} onStart={start} />
        ))}
        {spec.widgets.length === 0 ? (
          <div className={style.nothing}>
            <State title={t('empty')} hint={t('emptyHint')} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** cellAt is where on the grid a point of the screen lies, in columns and rows. */
function cellAt(grid: HTMLElement, x: number, y: number): { x: number; y: number } {
  const box = grid.getBoundingClientRect();
  return { x: (x - box.left) / ((box.width + gap) / columns), y: (y - box.top) / (row + gap) };
}

/** follow scrolls the canvas when a drag comes near its edge, so that every place can be reached. */
function follow(canvas: HTMLElement, y: number): void {
  const { top, bottom } = canvas.getBoundingClientRect();
  const edge = 48;
  if (y < top + edge) canvas.scrollTop -= 24;
  else if (y > bottom - edge) canvas.scrollTop += 24;
}

/** useDrag moves and sizes widgets by a pointer; what a drag did is one step. Escape ends it without one. */
function useDrag(grid: React.RefObject<HTMLDivElement | null>): [Drag | undefined, Start] {
  const { spec, select } = useBoard();
  const change = useChange<BoardSpec>();
  const [drag, setDrag] = useState<Drag>();
  const start: Start = (event, key, what) => {
    const from = spec.widgets.find((one) => one.key === key)?.place;
    if (event.button !== 0 || !from) return;
    event.preventDefault();
    const origin = cellAt(grid.current!, event.clientX, event.clientY);
    let to: Place | undefined;
    const move = (now: globalThis.PointerEvent) => {
      follow(grid.current!.parentElement!, now.clientY);
      const at = cellAt(grid.current!, now.clientX, now.clientY);
      const [dx, dy] = [Math.round(at.x - origin.x), Math.round(at.y - origin.y)];
      if (!to && dx === 0 && dy === 0) return;
      to = within(what === 'move' ? { ...from, x: from.x + dx, y: from.y + dy } : { ...from, w: Math.min(from.w + dx, columns - from.x), h: from.h + dy });
      setDrag({ key, place: to });
    };
    const end = (keep: boolean) => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', drop);
      removeEventListener('pointercancel', cancel);
      removeEventListener('keydown', escape);
      setDrag(undefined);
      if (keep && to) change(what === 'move' ? 'board.moved' : 'board.sized', ({ spec: draft }) => arrange(draft, key, to));
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    const escape = (now: KeyboardEvent) => now.key === 'Escape' && end(false);
    addEventListener('pointermove', move);
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', cancel);
    addEventListener('keydown', escape);
    select(key);
  };
  return [drag, start];
}
