import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { businessDate } from '../format/dates.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { AsOfBanner } from './as-of-banner.tsx';
import { BackToToday } from './back-to-today.tsx';
import { isPastDay } from './days.ts';
import { useAsOf } from './use-as-of.ts';

/** A page's content, marked where it is not today's. An address with a day that cannot be leads back to today. */
export function DatedContent({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const asOf = useAsOf();
  if (asOf === undefined) return children;
  if (!isPastDay(asOf, businessDate(new Date())))
    return <EmptyState title={t('asOf.noDay')} detail={t('asOf.emptyDetail')} action={<BackToToday />} />;
  return (
    <>
      <AsOfBanner day={asOf} />
      {children}
    </>
  );
}
