import type { Problem } from '../../api/problem';
import { ApiError } from '../../api/problem';
import type { Language } from '../../i18n/language';
import { problemText } from '../../i18n/dictionary';
import type { PageProps } from '../page';
import style from './card.module.css';

/** sentences says what went wrong, one line per problem. */
export function sentences(error: unknown, language: Language): string[] {
  const problems: readonly Problem[] = error instanceof ApiError ? error.problems : [{ code: 'client.unreadable', pointer: '' }];
  return [...new Set(problems.map((problem) => problemText(problem, language)))];
}

interface TroubleProps extends Pick<PageProps, 'language' | 't'> {
  error: unknown;
  /** A second line that calms: what has not been lost. */
  comfort?: string;
  onRetry?: () => void;
}

/** Trouble says why something did not work and offers to try again; screen readers hear it at once. */
export function Trouble({ error, comfort, language, t, onRetry }: TroubleProps) {
  return (
    <div role="alert" className={style.alert}>
      {sentences(error, language).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {comfort ? <p>{comfort}</p> : null}
      {onRetry ? (
        <button type="button" className={style.plain} onClick={onRetry}>
          {t('form.retry')}
        </button>
      ) : null}
    </div>
  );
}

/** Waiting holds the place of a page that is still on its way. */
export function Waiting({ t }: Pick<PageProps, 't'>) {
  return (
    <div role="status" className={style.skeleton}>
      <span className="visually-hidden">{t('public.loading')}</span>
    </div>
  );
}
