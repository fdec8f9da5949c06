import { BarChartOutlined, InfoCircleOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { post } from '../../../api/client';
import { problemText } from '../../../i18n/console';
import { behindPath, type BoardWidget, type WidgetAnswer } from '../../../model/dashboard';
import type { ConditionTree } from '../../../model/formview';
import { everything } from '../../../model/list';
import { useSay } from '../../parts/useSay';
import { Figures } from './Figures';
import { Number } from './Number';
import style from './boards.module.css';

const Chart = lazy(() => import('./Chart'));

interface WidgetProps {
  app: string;
  widget: BoardWidget;
  /** undefined while it is worked out for the first time. */
  answer: WidgetAnswer | undefined;
}

/** Widget is one answer on a board. Whoever clicks a figure gets the records behind it; every chart can be read as a table. */
export function Widget({ app, widget, answer }: WidgetProps) {
  const { t } = useTranslation('boards');
  const [plain, setPlain] = useState(false);
  const open = useBehind(app, widget, answer);
  const { x, y, w, h } = widget.place;
  return (
    <section className={style.widget} style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }} aria-label={widget.title}>
      <header>
        <h2>{widget.title}</h2>
        {widget.note ? (
          <Popover content={<p className={style.note}>{widget.note}</p>} trigger={['click', 'hover']}>
            <Button type="text" size="small" icon={<InfoCircleOutlined aria-hidden />} aria-label={t('how', { title: widget.title })} />
          </Popover>
        ) : null}
        {answer?.option ? (
          <Button type="text" size="small" icon={plain ? <BarChartOutlined aria-hidden /> : <TableOutlined aria-hidden />} aria-label={t(plain ? 'asChart' : 'asTable', { title: widget.title })} onClick={() => setPlain(!plain)} />
        ) : null}
      </header>
      <Drawn widget={widget} answer={answer} plain={plain} onOpen={open} />
    </section>
  );
}

/** useBehind goes to the list of the records behind a row. */
function useBehind(app: string, widget: BoardWidget, answer: WidgetAnswer | undefined) {
  const say = useSay();
  const go = useNavigate();
  return async (by: readonly unknown[]) => {
    try {
      const { filter } = await post<{ filter: ConditionTree }>(`apps/${app}/forms/${widget.form}/answers/behind`, { question: answer?.question, by });
      await go(behindPath(app, widget.form, everything, filter));
    } catch (error) {
      say.failed(error);
    }
  };
}

interface DrawnProps {
  widget: Pick<BoardWidget, 'title' | 'chart'>;
  answer: WidgetAnswer | undefined;
  plain?: boolean;
  onOpen: (by: readonly unknown[]) => void;
}

/** Drawn is the answer of a widget as its chart shows it, or why there is nothing to show. */
export function Drawn({ widget, answer, plain, onOpen }: DrawnProps) {
  const { t } = useTranslation('boards');
  if (!answer) return <div className={style.waiting} aria-busy="true" />;
  if (answer.faults?.length) return <div className={style.trouble}>{answer.faults.map((fault) => <p key={fault.code + fault.pointer}>{problemText(fault)}</p>)}</div>;
  if (widget.chart === 'number') return <Number answer={answer} onOpen={onOpen} />;
  if (!answer.answer?.rows.length) return <p className={style.nothing}>{t('nothing')}</p>;
  if (plain || !answer.option) return <Figures answer={answer} onOpen={onOpen} />;
  return (
    <Suspense fallback={<div className={style.waiting} aria-busy="true" />}>
      <Chart title={widget.title} kind={widget.chart} answer={answer} onOpen={onOpen} />
    </Suspense>
  );
}
