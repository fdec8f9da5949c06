import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from './State';
import { Lines } from './Lines';

interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** Drawn while the first answer is on the way; lines when absent. */
  waiting?: ReactNode;
  small?: boolean;
  children: (data: T) => ReactNode;
}

/** Answer draws what a query found, and the two states before and instead of that. */
export function Answer<T>({ query, waiting, small, children }: AnswerProps<T>) {
  const { t } = useTranslation('common');
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} small={small} />;
  return (
    <div role="status" aria-label={t('loading')}>
      {waiting ?? <Lines />}
    </div>
  );
}
