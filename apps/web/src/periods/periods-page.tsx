import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTownClosings } from '../api/town-closings.ts';
import { useTownPolicy } from '../api/town-policy.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { useTownPlace } from '../town/town-place.ts';
import { CountyPeriods } from './county-periods.tsx';
import { closingsOf } from './town-closings.ts';
import { TownPeriodsTable } from './town-periods-table.tsx';

const ClosePeriodForm = lazy(async () => ({
  default: (await import('./close-period-form.tsx')).ClosePeriodForm,
}));

/** Which periods the town and the county closed, and how one dates a fact in them all the same. */
export function PeriodsPage() {
  const { t } = useTranslation();
  const { townCode, name, crumbs, aside } = useTownPlace();
  const may = useMay();
  const past = useAsOf() !== undefined;
  const [open, setOpen] = useState<{ reopened?: string }>();
  const closings = useTownClosings(townCode);
  const rules = useTownPolicy(townCode);
  const mayClose = may('command:close-town-period') && !past;
  const known = closingsOf(closings.data ?? []);
  return (
    <Page
      title={t('period.titleOf', { name })}
      {...{ crumbs, aside }}
      {...(mayClose && {
        actions: (
          <Button type="primary" onClick={() => setOpen({})}>
            {t('period.close')}
          </Button>
        ),
      })}
    >
      <section className="tile tile-table" aria-labelledby="own-heading">
        <div className="tile-head">
          <h2 id="own-heading">{t('period.own')}</h2>
        </div>
        <p className="secondary">{t('period.ownHint')}</p>
        <QueryContent query={closings} skeleton={<TableSkeleton />}>
          {() =>
            known.length === 0 ? (
              <p>{t('period.none')}</p>
            ) : (
              <TownPeriodsTable
                closings={known}
                {...(mayClose && { onReopen: (reopened: string) => setOpen({ reopened }) })}
              />
            )
          }
        </QueryContent>
      </section>
      <QueryContent query={rules} skeleton={<TableSkeleton />}>
        {(view) => <CountyPeriods rules={view.data} basis={view} />}
      </QueryContent>
      {open !== undefined && (
        <Suspense fallback={null}>
          <ClosePeriodForm
            townCode={townCode}
            reopened={open.reopened}
            closed={known.filter(({ change }) => change === 'closed').map(({ period }) => period)}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </Page>
  );
}
