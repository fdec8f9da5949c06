import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem';

/** The cache of everything read from the server. Only failures that may pass by themselves are tried again, twice. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.retryable,
      retryDelay: (count) => 600 * 2 ** count,
    },
    mutations: { retry: false },
  },
});
