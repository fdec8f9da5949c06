import { DesktopOutlined, MobileOutlined } from '@ant-design/icons';
import { Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Lines } from '../../console/parts/Lines';
import { useUnits } from '../../form';
import type { BoardSpec } from '../../model/boarddesign';
import { periods } from '../../model/dashboard';
import { charts } from '../../units/charts';
import { BoardForm } from '../board/BoardForm';
import { Canvas } from '../board/Canvas';
import { Inspector } from '../board/Inspector';
import { Palette } from '../board/Palette';
import { BoardContext, useBoardDesk } from '../board/useBoard';
import { useDocument, useSurroundings } from '../useDesign';
import style from '../board/board.module.css';

/** The board designer: what a board can show, the board with its real figures, and what is selected. */
export default function BoardDesigner() {
  // All words at once: what waited for them later would take the canvas away, and the keyboard with it.
  useTranslation(['designboard', 'boards', 'design', 'settings', 'said', 'list', 'designparts']);
  return useUnits(charts.types(), charts) ? <Desk /> : <Lines />;
}

function Desk() {
  const { t } = useTranslation(['designboard', 'boards']);
  const { at, design } = useSurroundings();
  const { spec } = useDocument<BoardSpec>();
  const [selected, select] = useState<string>();
  const [phone, setPhone] = useState(false);
  const [shown, setShown] = useState<string>();
  const looked = useRef('');
  const desk = useBoardDesk(selected, select);
  const period = shown ?? spec.period ?? 'all';
  useEffect(() => {
    if (at === looked.current) return;
    looked.current = at;
    const found = /^\/spec\/widgets\/(\d+)/.exec(at)?.[1];
    if (found) select(spec.widgets[Number(found)]?.key);
  }, [at, spec]);
  const place = spec.widgets.findIndex(({ key }) => key === desk.selected);
  return (
    <BoardContext value={desk}>
      <div className={style.desk}>
        <Palette />
        <div className={style.middle}>
          <div className={style.tools2} role="toolbar" aria-label={t('view')}>
            <Segmented value={phone ? 'phone' : 'wide'} onChange={(next) => setPhone(next === 'phone')} options={[{ value: 'wide', icon: <DesktopOutlined aria-hidden />, label: t('wide') }, { value: 'phone', icon: <MobileOutlined aria-hidden />, label: t('phone') }]} />
            <label>
              {t('boards:period')}
              <Select value={period} onChange={setShown} options={periods.map((one) => ({ value: one, label: t(`boards:periods.${one}`) }))} popupMatchSelectWidth={false} />
            </label>
          </div>
          <Canvas phone={phone} period={period} />
        </div>
        <div className={style.side} onBlur={design.settle}>
          {place >= 0 ? <Inspector key={desk.selected} widget={spec.widgets[place]!} at={place} /> : <BoardForm />}
        </div>
      </div>
    </BoardContext>
  );
}
