import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Select, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { days, type CalendarSpec, type Day, type Hours } from '../../model/calendardesign';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';
import style from './calendar.module.css';

const clock = (text: string) => dayjs(`2000-01-01T${text === '24:00' ? '23:59' : text}`);

/** The designer of working time: hours of each weekday, public holidays, and single days that differ. */
export default function Calendar() {
  const { t } = useTranslation('designother');
  const { spec } = useDocument<CalendarSpec>();
  const change = useChange<CalendarSpec>();
  const setDay = (day: Day, hours: Hours[]) => change('calendar.hours', ({ spec: draft }) => void (hours.length > 0 ? (draft.week[day] = hours) : delete draft.week[day]), `week.${day}`, { day: t(`day.${day}`) });
  const sameForAll = () => change('calendar.same', ({ spec: draft }) => days.slice(1, 5).forEach((day) => void (draft.week[day] = [...(spec.week.mon ?? [])])));
  return (
    <Sheet>
      <Part title={t('calendar.week')} hint={t('calendar.weekHint')} tools={<Button onClick={sameForAll}>{t('calendar.same')}</Button>}>
        <div className={style.week}>
          {days.map((day) => (
            <DayRow key={day} name={t(`day.${day}`)} hours={spec.week[day] ?? []} onChange={(hours) => setDay(day, hours)} />
          ))}
        </div>
      </Part>
      <Part title={t('calendar.holidays')} hint={t('calendar.holidaysHint')}>
        <Checkbox checked={spec.holidays === 'CN'} onChange={({ target }) => change('calendar.holidays', ({ spec: draft }) => void (target.checked ? (draft.holidays = 'CN') : delete draft.holidays))}>
          {t('calendar.china')}
        </Checkbox>
        {spec.holidays === 'CN' ? (
          <label className={style.line}>
            {t('calendar.makeUp')}
            <Select value={spec.makeUp} options={days.map((day) => ({ value: day, label: t(`day.${day}`) }))} onChange={(day) => change('calendar.holidays', ({ spec: draft }) => void (draft.makeUp = day))} />
          </label>
        ) : null}
      </Part>
      <Overrides />
    </Sheet>
  );
}

function DayRow({ name, hours, onChange }: { name: string; hours: readonly Hours[]; onChange: (hours: Hours[]) => void }) {
  const { t } = useTranslation('designother');
  return (
    <div className={style.day}>
      <b>{name}</b>
      <div className={style.spans}>
        {hours.length === 0 ? <span className={style.free}>{t('calendar.free')}</span> : null}
        {hours.map(([from, to], at) => (
          <span key={at} className={style.span}>
            <TimePicker.RangePicker
              value={[clock(from), clock(to)]}
              format="HH:mm"
              minuteStep={5}
              allowClear={false}
              aria-label={t('calendar.span', { name, at: at + 1 })}
              onChange={(value) => value?.[0] && value[1] && onChange(hours.map((one, index): Hours => (index === at ? [value[0]!.format('HH:mm'), value[1]!.format('HH:mm')] : one)))}
            />
            <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('calendar.dropSpan', { name, at: at + 1 })} onClick={() => onChange(hours.filter((_, index) => index !== at))} />
          </span>
        ))}
        <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} aria-label={t('calendar.addSpanTo', { name })} onClick={() => onChange([...hours, hours.length === 0 ? ['09:00', '12:00'] : ['13:30', '18:00']])}>
          {t('calendar.addSpan')}
        </Button>
      </div>
    </div>
  );
}

/** Days that differ from their weekday and from the public holidays. */
function Overrides() {
  const { t } = useTranslation('designother');
  const { design } = useSurroundings();
  const { spec } = useDocument<CalendarSpec>();
  const change = useChange<CalendarSpec>();
  const set = (date: string, hours: Hours[] | undefined) =>
    change('calendar.override', ({ spec: draft }) => {
      draft.overrides ??= {};
      if (hours) draft.overrides[date] = hours;
      else delete draft.overrides[date];
      if (Object.keys(draft.overrides).length === 0) delete draft.overrides;
    }, `override.${date}`, { date });
  return (
    <Part title={t('calendar.overrides')} hint={t('calendar.overridesHint')}>
      {Object.entries(spec.overrides ?? {})
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([date, hours]) => (
          <div key={date} className={style.override}>
            <DayRow name={date} hours={hours} onChange={(next) => set(date, next)} />
            <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('calendar.dropDay', { date })} onClick={() => set(date, undefined)} />
          </div>
        ))}
      <DatePicker
        value={null as Dayjs | null}
        placeholder={t('calendar.addDay')}
        aria-label={t('calendar.addDay')}
        onChange={(date) => {
          if (date) set(date.format('YYYY-MM-DD'), []);
          design.settle();
        }}
      />
    </Part>
  );
}
