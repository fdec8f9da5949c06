import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { get, post } from '../../../api/client';
import { inReading, periods, type Board as BoardOf, type BoardFilter, type WidgetAnswer } from '../../../model/dashboard';
import { Head } from '../../parts/Head';
import { Rows } from '../../parts/Lines';
import { Failed, State } from '../../parts/State';
import { Widget } from './Widget';
import style from './boards.module.css';

/** A board with its widgets, narrowed by what stands in the address, so that it can be sent as it is seen. */
export default function Board() {
  const { app = '', board = '' } = useParams();
  return <Shown key={`${app}/${board}`} app={app} board={board} />;
}

function Shown({ app, board }: { app: string; board: string }) {
  const { t } = useTranslation('boards');
  const path = `apps/${app}/boards/${board}`;
  const { chosen, choose, clear } = useChosen();
  const view = useQuery({ queryKey: ['board', app, board], queryFn: () => get<BoardOf>(path) });
  // An address may be older than the board: what it no longer has narrows nothing.
  const period = periods.find((one) => one === chosen.period) ?? view.data?.period;
  const filters = Object.fromEntries((view.data?.filters ?? []).flatMap(({ key }) => (chosen.filters[key] ? [[key, chosen.filters[key]]] : [])));
  const narrowed = Object.keys(filters).length > 0 || (view.isSuccess && period !== view.data.period);
  const answers = useQuery({
    queryKey: ['answers', app, board, period, filters],
    queryFn: ({ signal }) => post<{ widgets: Record<string, WidgetAnswer> }>(`${path}/answers`, { period, filters }, { signal }),
    enabled: view.isSuccess,
    placeholderData: keepPreviousData,
  });
  if (view.isError) return <Failed error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <Rows count={8} />;
  const widgets = inReading(view.data.widgets);
  return (
    <>
      <Head title={view.data.title}>
        <label className={style.filter}>
          <span>{t('period')}</span>
          <Select value={period} onChange={(next) => choose('period', [next])} options={periods.map((one) => ({ value: one, label: t(`periods.${one}`) }))} aria-label={t('period')} popupMatchSelectWidth={false} />
        </label>
        {view.data.filters.map((filter) => (
          <Narrow key={filter.key} filter={filter} value={filters[filter.key] ?? []} onChange={(next) => choose(`f.${filter.key}`, next)} />
        ))}
        {narrowed ? <Button onClick={clear}>{t('clear')}</Button> : null}
      </Head>
      {answers.isError ? <Failed error={answers.error} onRetry={() => void answers.refetch()} small /> : null}
      {answers.isError && !answers.data ? null : widgets.length === 0 ? (
        <State title={t('none')} hint={t('noneHint')} />
      ) : (
        <div className={style.grid} aria-busy={answers.isFetching}>
          {widgets.map((widget) => (
            <Widget key={widget.key} app={app} widget={widget} answer={answers.data?.widgets[widget.key]} />
          ))}
        </div>
      )}
    </>
  );
}

function Narrow({ filter, value, onChange }: { filter: BoardFilter; value: string[]; onChange: (next: string[]) => void }) {
  const { t } = useTranslation('boards');
  return (
    <label className={style.filter}>
      <span>{filter.title}</span>
      <Select mode="multiple" allowClear maxTagCount={1} className={style.many} value={value} onChange={onChange} placeholder={t('any')} options={(filter.options ?? []).map((one) => ({ value: one.value, label: one.text }))} optionFilterProp="label" aria-label={filter.title} popupMatchSelectWidth={false} />
    </label>
  );
}

/** useChosen keeps period and filters in the address: `period=month&f.module=a&f.module=b`. */
function useChosen() {
  const [params, setParams] = useSearchParams();
  const filters: Record<string, string[]> = {};
  for (const name of new Set(params.keys())) if (name.startsWith('f.')) filters[name.slice(2)] = params.getAll(name);
  const choose = (name: string, values: readonly string[]) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.delete(name);
      values.forEach((value) => next.append(name, value));
      return next;
    }, { replace: true });
  return { chosen: { period: params.get('period') ?? undefined, filters }, choose, clear: () => setParams({}, { replace: true }) };
}
