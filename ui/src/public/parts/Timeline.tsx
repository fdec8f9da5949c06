import type { Language } from '../../i18n/language';
import type { PageProps } from '../page';
import { zoned } from '../../units/control/time';
import type { Step } from '../track';
import style from './track.module.css';

/** moment writes a time of the app's clock short enough for a phone: the year only when it is another one. */
export function moment(at: string | undefined, language: Language): string {
  const date = new Date(at ?? '');
  if (Number.isNaN(date.getTime())) return '';
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { ...options, timeZone: zoned() });
  const yearly = write({ year: 'numeric' });
  const year = yearly.format(date) === yearly.format(new Date()) ? undefined : 'numeric';
  return write({ year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);
}

/** Timeline is the way so far, where it stands now, and what comes next. */
export function Timeline({ steps, language, t }: { steps: readonly Step[] } & Pick<PageProps, 'language' | 't'>) {
  return (
    <ol className={style.timeline}>
      {steps.map((step, index) => (
        <li key={index} data-state={step.state} aria-current={/now|done/.test(step.state) ? 'step' : undefined}>
          <span className={step.state === 'ahead' && steps[index - 1]?.state !== 'ahead' ? style.next : 'visually-hidden'}>{t(`public.track.${step.state === 'done' ? 'past' : step.state}`)}</span>
          <strong>{step.title}</strong>
          {step.at ? <time dateTime={step.at}>{moment(step.at, language)}</time> : null}
          {step.text ? <p>{step.text}</p> : null}
        </li>
      ))}
    </ol>
  );
}
