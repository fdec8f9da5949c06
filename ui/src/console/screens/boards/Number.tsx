import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { changeOf, figure, type WidgetAnswer } from '../../../model/dashboard';
import style from './boards.module.css';

/** Number is one large figure, with others below it and how it was in the period before. */
export function Number({ answer, onOpen }: { answer: WidgetAnswer; onOpen: (by: readonly unknown[]) => void }) {
  const { t, i18n } = useTranslation('boards');
  const total = answer.answer!.total;
  const [first, ...rest] = answer.measures!;
  const change = changeOf(total.cells[0], total.compare?.[0]?.[0]);
  return (
    <div className={style.number}>
      <button type="button" onClick={() => onOpen([])} aria-label={t('open', { figure: figure(total.cells[0], first!.format, i18n.language) })}>
        {figure(total.cells[0], first!.format, i18n.language)}
      </button>
      {total.cells[0]?.few ? <em>{t('few', { count: total.cells[0].n ?? 0 })}</em> : null}
      {change !== undefined ? (
        <span className={style.change}>
          {change > 0 ? <ArrowUpOutlined aria-hidden /> : change < 0 ? <ArrowDownOutlined aria-hidden /> : null}
          {t('before', { change: new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(change) })}
        </span>
      ) : null}
      {rest.map((measure, at) => (
        <span key={measure.key}>
          {measure.title} {figure(total.cells[at + 1], measure.format, i18n.language)}
        </span>
      ))}
    </div>
  );
}
