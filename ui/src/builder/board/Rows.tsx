import { Checkbox, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { setOr, type WidgetSpec } from '../../model/boarddesign';
import { useBoard, useWidget } from './useBoard';
import style from './board.module.css';

/** Rows is which time is asked about, what it is compared with, and in what order how many rows come. */
export function Rows({ widget }: { widget: WidgetSpec }) {
  const { t } = useTranslation('designboard');
  const { fields, language } = useBoard();
  const change = useWidget(widget);
  const id = useId();
  const { question } = widget;
  const all = fields(question.dataset);
  const sort = question.sort?.[0];
  const measured = question.measures.map((one, at) => ({ value: one.key, label: say(widget.titles?.[one.key], language) || t('nth', { fn: t(`fn.${one.fn}`), at: at + 1 }) }));
  const grouped = (question.by ?? []).map((one) => ({ value: one.key ?? one.field, label: all.find(({ field }) => field === one.field)?.title ?? one.field }));
  const order = (by: string | undefined, desc: boolean) => change('rows', (draft) => setOr(draft.question, 'sort', by ? [{ by, desc }, ...(draft.question.sort ?? []).slice(1)] : undefined));
  const compare = (kind: string, on: boolean) => change('rows', (draft) => setOr(draft.question, 'compare', on ? [...(draft.question.compare ?? []), kind] : draft.question.compare?.filter((one) => one !== kind)));
  const period = (field?: string) =>
    change('rows', (draft) => {
      setOr(draft.question, 'period', field ? { ...draft.question.period, field } : undefined);
      if (!field) delete draft.question.compare;
    });
  return (
    <>
      <div className={style.block}>
        <h3>{t('time')}</h3>
        <div className={style.line}>
          <label htmlFor={`${id}-period`}>{t('period')}</label>
          <Select id={`${id}-period`} allowClear value={question.period?.field} placeholder={t('noPeriod')} options={all.filter(({ kind }) => kind === 'time').map(({ field, title }) => ({ value: field, label: title }))} onChange={(field?: string) => period(field)} />
        </div>
        {question.period
          ? (['previous', 'last_year'] as const).map((kind) => (
              <Checkbox key={kind} checked={question.compare?.includes(kind)} onChange={({ target }) => compare(kind, target.checked)}>
                {t(`compare.${kind}`)}
              </Checkbox>
            ))
          : null}
      </div>
      {grouped.length > 0 ? (
        <div className={style.block}>
          <h3>{t('rows')}</h3>
          <div className={style.row}>
            <Select allowClear value={sort?.by} aria-label={t('sort')} placeholder={t('natural')} options={[...measured, ...grouped]} onChange={(by?: string) => order(by, measured.some(({ value }) => value === by))} />
            {sort ? <Select value={sort.desc ? 'desc' : 'asc'} aria-label={t('direction')} options={['desc', 'asc'].map((value) => ({ value, label: t(`order.${value}`) }))} onChange={(next) => order(sort.by, next === 'desc')} /> : null}
          </div>
          <label className={style.small}>
            {t('limit')}
            <InputNumber value={question.limit} min={1} max={10000} precision={0} placeholder={t('allOf')} onChange={(value) => change('rows', (draft) => setOr(draft.question, 'limit', value ?? undefined), 'limit')} />
          </label>
        </div>
      ) : null}
    </>
  );
}
