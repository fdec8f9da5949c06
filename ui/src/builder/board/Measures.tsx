import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { counting, functions, keepMeasures, onMeasures, onNumbers, setOr, type AskField, type MeasureSpec, type WidgetSpec } from '../../model/boarddesign';
import { fresh, write, type Schema } from '../../model/design';
import type { ConditionTree } from '../../model/formview';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useBoard, useWidget } from './useBoard';
import style from './board.module.css';

const condition: Schema = { type: 'object', 'x-editor': 'condition', 'x-in': 'dataset' };

/** Measures are the figures of a widget. */
export function Measures({ widget, pointer }: { widget: WidgetSpec; pointer: string }) {
  const { t } = useTranslation('designboard');
  const { kinds } = useBoard();
  const change = useWidget(widget);
  const { measures } = widget.question;
  const most = kinds.find(({ id }) => id === widget.chart)?.shape.maxMeasures ?? 1;
  const add = () => change('measures', (draft) => keepMeasures(draft, [...draft.question.measures, { key: fresh('n', [...measures.map(({ key }) => key), ...(widget.question.by ?? []).map(({ field }) => field)]), fn: 'count' }]));
  return (
    <div className={style.block}>
      <h3>{t('measures')}</h3>
      {measures.map((one, at) => (
        <Measure key={one.key} widget={widget} measure={one} at={at} pointer={`${pointer}/${at}`} />
      ))}
      {measures.length < most ? (
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
          {t('addMeasure')}
        </Button>
      ) : null}
    </div>
  );
}

interface MeasureProps {
  widget: WidgetSpec;
  measure: MeasureSpec;
  at: number;
  pointer: string;
}

function Measure({ widget, measure, at, pointer }: MeasureProps) {
  const { t } = useTranslation('designboard');
  const { fields, language } = useBoard();
  const { problems } = useSurroundings();
  const change = useWidget(widget);
  const all = fields(widget.question.dataset);
  const others = widget.question.measures;
  const set = (next: MeasureSpec, gesture?: string) => change('measures', (draft) => keepMeasures(draft, draft.question.measures.map((one, index) => (index === at ? next : one))), gesture);
  const name = say(widget.titles?.[measure.key], language);
  const rename = (words: string) => change('measures', (draft) => setOr(draft, 'titles', titled(draft.titles, measure.key, write(draft.titles?.[measure.key] ?? '', language, words))), `title.${measure.key}`);
  const usable = functions.filter((fn) => (!onNumbers.includes(fn) || all.some(({ kind }) => kind === 'number')) && (!onMeasures.includes(fn) || others.length > 1));
  const offered = usable.includes(measure.fn as (typeof functions)[number]) ? usable : [...usable, measure.fn];
  const nth = { at: at + 1 };
  return (
    <div className={style.card} data-measure={measure.key}>
      <div className={style.row}>
        <Select value={measure.fn} aria-label={t('fnOf', nth)} options={offered.map((fn) => ({ value: fn, label: t(`fn.${fn}`) }))} onChange={(fn: string) => set(counting(measure, fn, all, others))} />
        {others.length > 1 ? <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropMeasure', nth)} onClick={() => change('measures', (draft) => keepMeasures(draft, draft.question.measures.filter((_, index) => index !== at)))} /> : null}
      </div>
      <About measure={measure} all={all} others={others.filter(({ key }) => key !== measure.key)} widget={widget} set={set} />
      {others.length > 1 || name ? <Input value={name} maxLength={60} placeholder={t('measureName')} aria-label={t('nameOf', nth)} onChange={(event) => rename(event.target.value)} /> : null}
      {others.length > 1 && !onMeasures.includes(measure.fn) && measure.fn !== 'formula' ? (
        <Setting root={{}} schema={condition} name="only" title={t('only')} beside={{ ...widget.question } as Record<string, unknown>} problems={problems} value={measure.where} pointer={`${pointer}/where`} onChange={(value) => set(setting(measure, value as ConditionTree | undefined), `where.${measure.key}`)} />
      ) : null}
    </div>
  );
}

function titled(titles: WidgetSpec['titles'], key: string, words: NonNullable<WidgetSpec['titles']>[string]): WidgetSpec['titles'] {
  const { [key]: _, ...rest } = titles ?? {};
  const next = words === '' ? rest : { ...rest, [key]: words };
  return Object.keys(next).length > 0 ? next : undefined;
}

function setting(measure: MeasureSpec, where: ConditionTree | undefined): MeasureSpec {
  const { where: _, ...rest } = measure;
  return where ? { ...rest, where } : rest;
}

interface AboutProps {
  measure: MeasureSpec;
  all: readonly AskField[];
  others: readonly MeasureSpec[];
  widget: WidgetSpec;
  set: (next: MeasureSpec, gesture?: string) => void;
}

/** About is what a measure is of: a field, or other measures. */
function About({ measure, all, others, widget, set }: AboutProps) {
  const { t } = useTranslation('designboard');
  const { language } = useBoard();
  const { fn } = measure;
  if (fn === 'count') return null;
  if (fn === 'formula') return <Input value={measure.formula} aria-label={t('fn.formula')} onChange={(event) => set({ ...measure, formula: event.target.value }, `formula.${measure.key}`)} />;
  const words = (one: MeasureSpec) => say(widget.titles?.[one.key], language) || t('nth', { fn: t(`fn.${one.fn}`), at: widget.question.measures.findIndex(({ key }) => key === one.key) + 1 });
  const named = onMeasures.includes(fn) ? others.map((one) => ({ value: one.key, label: words(one) })) : all.filter(({ kind }) => fn === 'distinct' || kind === 'number' || (kind === 'time' && (fn === 'min' || fn === 'max'))).map(({ field, title }) => ({ value: field, label: title }));
  return (
    <div className={style.row}>
      <Select value={measure.of} options={named} showSearch={{ optionFilterProp: 'label' }} aria-label={t('of')} placeholder={t('of')} onChange={(of: string) => set({ ...measure, of })} />
      {fn === 'ratio' ? <Select value={measure.per} options={named} aria-label={t('per')} placeholder={t('per')} onChange={(per: string) => set({ ...measure, per })} /> : null}
      {fn === 'percentile' ? <InputNumber value={measure.p} min={0} max={100} aria-label={t('fn.percentile')} prefix="P" onChange={(p) => set({ ...measure, p: p ?? 90 }, `p.${measure.key}`)} /> : null}
    </div>
  );
}
