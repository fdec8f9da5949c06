import { useTranslation } from 'react-i18next';
import { figure, labelOf, totalSays, type Row, type WidgetAnswer } from '../../../model/dashboard';
import style from './boards.module.css';

/** Figures is an answer as a table. A row leads to the records behind it. */
export function Figures({ answer, onOpen }: { answer: WidgetAnswer; onOpen: (by: readonly unknown[]) => void }) {
  const { t, i18n } = useTranslation('boards');
  const { rows, total, labels, truncated } = answer.answer!;
  const words = (row: Row, at: number) => labelOf(row.by[at], labels[at], (key, params) => t(key, params));
  const cells = (row: Row) =>
    answer.measures!.map((measure, at) => (
      <td key={measure.key} data-few={row.cells[at]?.few || undefined} title={row.cells[at]?.few ? t('few', { count: row.cells[at]?.n ?? 0 }) : undefined}>
        {figure(row.cells[at], measure.format, i18n.language)}
      </td>
    ));
  return (
    <div className={style.figures} tabIndex={0} role="region" aria-label={t('table')}>
      <table>
        <thead>
          <tr>
            {answer.dims!.map((title, at) => (
              <th key={at} scope="col">
                {title}
              </th>
            ))}
            {answer.measures!.map((measure) => (
              <th key={measure.key} scope="col" className={style.right}>
                {measure.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row.by)}>
              {row.by.map((_, at) => (
                <th key={at} scope="row">
                  {at === 0 ? (
                    <button type="button" onClick={() => onOpen(row.by)}>
                      {words(row, at)}
                    </button>
                  ) : (
                    words(row, at)
                  )}
                </th>
              ))}
              {cells(row)}
            </tr>
          ))}
        </tbody>
        {totalSays(answer.answer!.columns) ? (
          <tfoot>
            <tr>
              <th scope="row" colSpan={Math.max(1, answer.dims!.length)}>
                {t('total')}
              </th>
              {cells(total)}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {truncated ? <p className={style.nothing}>{t('cut', { count: truncated })}</p> : null}
    </div>
  );
}
