import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import { say } from '../../i18n/text';
import { asked, drawnAs, keepMeasures, setOr, type WidgetSpec } from '../../model/boarddesign';
import type { Schema } from '../../model/design';
import type { ConditionTree } from '../../model/formview';
import { charts } from '../../units/charts';
import { Setting, Settings } from '../inspector/Settings';
import { Pane } from '../parts/Pane';
import { useSurroundings } from '../useDesign';
import { Groups } from './Groups';
import { Measures } from './Measures';
import { Rows } from './Rows';
import { useBoard, useWidget } from './useBoard';
import style from './board.module.css';

const text: Schema = { 'x-editor': 'text' };
const form: Schema = { type: 'string', 'x-editor': 'form' };
const condition: Schema = { type: 'object', 'x-editor': 'condition', 'x-in': 'dataset' };

/** Inspector is everything about one widget: what it is called, how it is drawn, and what it asks. */
export function Inspector({ widget, at }: { widget: WidgetSpec; at: number }) {
  const { t } = useTranslation('designboard');
  const { select, language, wrong, title: chartTitle, kinds, fields } = useBoard();
  const { problems } = useSurroundings();
  const change = useWidget(widget);
  const pointer = `/spec/widgets/${at}`;
  const common = { root: {}, beside: { ...widget.question } as Record<string, unknown>, problems };
  const kind = kinds.find(({ id }) => id === widget.chart);
  // Another form is another question.
  const ask = (draft: WidgetSpec, next: string) => {
    if (!kind || next === draft.question.dataset) return;
    draft.question = asked(kind, next, fields(next));
    keepMeasures(draft, draft.question.measures);
  };
  return (
    <Pane label={t('inspector')} kind={chartTitle(widget.chart)} title={say(widget.title, language)} close={{ label: t('close'), go: () => select(undefined) }} trouble={wrong(at)}>
      <Setting {...common} name="title" title={t('title')} schema={text} value={widget.title} pointer={`${pointer}/title`} onChange={(value) => change('title', (draft) => void (draft.title = (value ?? '') as Text), 'title')} />
      <ChartType widget={widget} />
      <Setting {...common} name="dataset" title={t('form')} schema={form} value={widget.question.dataset} pointer={`${pointer}/question/dataset`} onChange={(value) => change('question', (draft) => ask(draft, String(value ?? '')))} />
      <Measures widget={widget} pointer={`${pointer}/question/measures`} />
      <Groups widget={widget} />
      <Setting {...common} name="where" title={t('where')} schema={condition} value={widget.question.where} pointer={`${pointer}/question/where`} onChange={(value) => change('question', (draft) => setOr(draft.question, 'where', value as ConditionTree | undefined), 'where')} />
      <Rows widget={widget} />
      {kind && Object.keys(kind.settings.properties ?? {}).length > 0 ? (
        <div className={style.block}>
          <h3>{t('look')}</h3>
          <Settings schema={kind.settings} value={widget.settings ?? {}} pointer={`${pointer}/settings`} problems={problems} onChange={(next, name) => change('look', (draft) => setOr(draft, 'settings', Object.keys(next).length > 0 ? next : undefined), `settings.${name}`)} />
        </div>
      ) : null}
      <Setting {...common} name="note" title={t('note')} schema={text} value={widget.note} pointer={`${pointer}/note`} onChange={(value) => change('note', (draft) => setOr(draft, 'note', value as Text | undefined), 'note')} />
    </Pane>
  );
}

/** ChartType changes how a widget is drawn; what it asks stays as far as the other chart can show it. */
function ChartType({ widget }: { widget: WidgetSpec }) {
  const { t } = useTranslation('designboard');
  const { kinds, title, fields } = useBoard();
  const change = useWidget(widget);
  const id = useId();
  const choose = (next: string) => {
    const kind = kinds.find((one) => one.id === next);
    if (kind) change('chart', (draft) => drawnAs(draft, kind, fields(draft.question.dataset)));
  };
  const options = kinds.map((kind) => {
    const { Icon } = charts.get(kind.id);
    return {
      value: kind.id,
      words: title(kind.id),
      label: (
        <span className={style.kind}>
          <Icon /> {title(kind.id)}
        </span>
      ),
    };
  });
  return (
    <div className={style.line}>
      <label htmlFor={id}>{t('chart')}</label>
      <Select id={id} value={widget.chart} options={options} showSearch={{ optionFilterProp: 'words' }} onChange={choose} />
    </div>
  );
}
