import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';

interface QueryContentProps<Data> {
  query: UseQueryResult<Data>;
  /** What stands in until the data is there, in the data's own shape. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Skeleton, problem or content of one read. Data that is there stays while it is read anew, even if that fails. */
export function QueryContent<Data>({ query, skeleton, children }: QueryContentProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
