import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { buckets, dimension, keepMeasures, setOr, type DimensionSpec, type WidgetSpec } from '../../model/boarddesign';
import { useBoard, useWidget } from './useBoard';
import style from './board.module.css';

/** Groups are the fields that rows are made by. */
export function Groups({ widget }: { widget: WidgetSpec }) {
  const { t } = useTranslation('designboard');
  const { kinds, fields } = useBoard();
  const change = useWidget(widget);
  const by = widget.question.by ?? [];
  const shape = kinds.find(({ id }) => id === widget.chart)?.shape;
  const all = fields(widget.question.dataset);
  if (!shape || (shape.maxDims === 0 && by.length === 0)) return null;
  const left = all.filter(({ field }) => !by.some((one) => one.field === field));
  const set = (next: DimensionSpec[], gesture?: string) =>
    change('groups', (draft) => {
      // Days on which nothing happened can be added only where there is one row a day.
      setOr(draft.question, 'by', next.length > 1 ? next.map(({ fill: _, ...one }) => one) : next);
      keepMeasures(draft, draft.question.measures);
    }, gesture);
  const add = () => {
    const field = left.find((one) => one.few) ?? left[0];
    if (field) set([...by, dimension(field, by.length === 0)]);
  };
  return (
    <div className={style.block}>
      <h3>{t('groups')}</h3>
      {by.map((one, at) => (
        <div key={at} className={style.card} data-group={one.field}>
          <div className={style.row}>
            <Select
              value={one.field}
              aria-label={t('groupOf', { at: at + 1 })}
              showSearch={{ optionFilterProp: 'label' }}
              options={all.filter(({ field }) => field === one.field || left.some((other) => other.field === field)).map(({ field, title }) => ({ value: field, label: title }))}
              onChange={(field: string) => set(by.map((old, index) => (index === at ? dimension(all.find((other) => other.field === field)!, by.length === 1) : old)))}
            />
            {by.length > shape.minDims ? <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropGroup', { at: at + 1 })} onClick={() => set(by.filter((_, index) => index !== at))} /> : null}
          </div>
          <Detail one={one} kind={all.find(({ field }) => field === one.field)?.kind} onChange={(next, gesture) => set(by.map((old, index) => (index === at ? next : old)), `${gesture}.${at}`)} />
        </div>
      ))}
      {by.length < shape.maxDims && left.length > 0 ? (
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
          {t('addGroup')}
        </Button>
      ) : null}
    </div>
  );
}

interface DetailProps {
  one: DimensionSpec;
  kind?: string;
  onChange: (next: DimensionSpec, gesture: string) => void;
}

/** Detail is how fine the rows are: by which unit of time, in which steps of a number, how many before the others. */
function Detail({ one, kind, onChange }: DetailProps) {
  const { t } = useTranslation('designboard');
  const put = (name: 'width' | 'top', value: number | null) => {
    const { [name]: _, ...rest } = one;
    onChange(value ? { ...rest, [name]: value } : rest, name);
  };
  if (kind === 'time') return <Select value={one.bucket ?? 'day'} aria-label={t('bucket')} options={buckets.map((value) => ({ value, label: t(`buckets.${value}`) }))} onChange={(bucket: string) => onChange({ ...one, bucket }, 'bucket')} />;
  return kind === 'number' ? (
    <label className={style.small}>
      {t('width')}
      <InputNumber value={one.width} min={0} placeholder={t('each')} onChange={(value) => put('width', value)} />
    </label>
  ) : (
    <label className={style.small}>
      {t('top')}
      <InputNumber value={one.top} min={1} max={1000} precision={0} placeholder={t('allOf')} onChange={(value) => put('top', value)} />
    </label>
  );
}
