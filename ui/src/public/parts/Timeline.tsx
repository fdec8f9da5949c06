import type { Language } from '../../i18n/language';
import type { PageProps } from '../page';
import type { Step } from '../track';
import style from './track.module.css';

/** moment writes a time short enough for a phone: the year only when it is another one. */
export function moment(at: string | undefined, language: Language): string {
  const date = new Date(at ?? '');
  if (Number.isNaN(date.getTime())) return '';
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  const tag = language === 'zh' ? 'zh-CN' : 'en';
  return new Intl.DateTimeFormat(tag, { year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).format(date);
}

/** Timeline is the way so far, where it stands now, and what comes next. */
export function Timeline({ steps, language, t }: { steps: readonly Step[] } & Pick<PageProps, 'language' | 't'>) {
  return (
    <ol className={style.timeline}>
      {steps.map((step, index) => (
        <li key={index} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span className="visually-hidden">{t(`public.track.${step.state}`)}</span>
          <strong>{step.title}</strong>
          {step.at ? <time dateTime={step.at}>{moment(step.at, language)}</time> : null}
          {step.text ? <p>{step.text}</p> : null}
        </li>
      ))}
    </ol>
  );
}
