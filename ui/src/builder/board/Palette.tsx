import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import type { ChartKind } from '../../model/boarddesign';
import { charts } from '../../units/charts';
import { useSurroundings } from '../useDesign';
import { useBoard } from './useBoard';
import style from './board.module.css';

const order = ['figure', 'trend', 'compare', 'share'];

/** Palette is what a board can show: dragged onto it, or put where there is room by a press. */
export function Palette() {
  const { t } = useTranslation('designboard');
  const { catalog } = useSurroundings();
  const { kinds } = useBoard();
  const groupOf = (id: string) => catalog.charts.find((one) => one.id === id)?.group ?? '';
  const rank = (id: string) => catalog.charts.find((one) => one.id === id)?.rank ?? 99;
  const groups = [...new Set(kinds.map(({ id }) => groupOf(id)))].sort((a, b) => ((order.indexOf(a) + 9) % 9) - ((order.indexOf(b) + 9) % 9));
  return (
    <section className={style.palette} aria-label={t('palette')}>
      {groups.map((group) => (
        <div key={group} className={style.group}>
          <h3>{t(`group.${group}`, { defaultValue: group })}</h3>
          <ul>
            {kinds.filter(({ id }) => groupOf(id) === group).sort((a, b) => rank(a.id) - rank(b.id)).map((kind) => (
              <li key={kind.id}>
                <Piece kind={kind} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className={style.hint}>{t('paletteHint')}</p>
    </section>
  );
}

function Piece({ kind }: { kind: ChartKind }) {
  const { catalog } = useSurroundings();
  const { add, title, language } = useBoard();
  const root = useRef<HTMLButtonElement>(null);
  useEffect(() => draggable({ element: root.current!, getInitialData: () => ({ what: 'chart', chart: kind.id }) }), [kind.id]);
  const { Icon } = charts.get(kind.id);
  return (
    <button ref={root} type="button" data-chart={kind.id} title={say(catalog.charts.find(({ id }) => id === kind.id)?.help, language)} onClick={() => add(kind)}>
      <Icon />
      <span>{title(kind.id)}</span>
    </button>
  );
}
