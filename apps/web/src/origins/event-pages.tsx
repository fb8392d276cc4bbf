import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface EventPagesProps {
  query: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
  >;
  children: ReactNode;
}

/** A list of events, and the way to its next page. */
export function EventPages({ query, children }: EventPagesProps) {
  const { t } = useTranslation();
  return (
    <>
      <ol className="events">{children}</ol>
      {query.hasNextPage && (
        <div className="centered">
          {query.isFetchNextPageError && (
            <span role="alert" className="warning">
              {t('state.errorTitle')}
            </span>
          )}
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {query.isFetchNextPageError ? t('common.retry') : t('common.more')}
          </Button>
        </div>
      )}
    </>
  );
}
