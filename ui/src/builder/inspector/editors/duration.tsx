import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readDuration, writeDuration, type Span } from '../../../model/duration';
import type { Duration } from '../../../model/flow';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** How long, in working time or by the clock. */
function Edit({ id, value, onChange }: EditorProps) {
  const { t } = useTranslation('designprocess');
  const span = readDuration(value as Duration | undefined);
  const set = (part: Partial<Span>) => onChange(writeDuration({ ...span, ...part }));
  const { bundle, place } = useSurroundings();
  // Without any calendar every hour of every day is working time, which nobody means who chose it.
  const always = span.kind === 'working' && !bundle.some(({ kind }) => kind === 'calendar');
  const units = ['days', 'hours', 'minutes'] as const;
  return (
    <div className={style.span}>
      <Select aria-label={t('duration.kind')} value={span.kind} options={(['working', 'elapsed'] as const).map((kind) => ({ value: kind, label: t(`duration.${kind}`) }))} onChange={(kind: Span['kind']) => set({ kind })} />
      {units.map((unit, at) => (
        <InputNumber key={unit} id={at === 0 ? id : undefined} aria-label={at === 0 ? undefined : t(`duration.${unit}`)} min={0} max={9999} precision={0} controls={false} value={span[unit] || null} placeholder="0" suffix={t(`duration.${unit}`)} onChange={(next) => set({ [unit]: next ?? 0 })} />
      ))}
      {always ? (
        <p className={style.warn} role="note">
          {t('duration.always')} <Link to={`/design/${place.app}?add=calendar`}>{t('duration.addCalendar')}</Link>
        </p>
      ) : null}
    </div>
  );
}

export default defineEditor({ Edit });
