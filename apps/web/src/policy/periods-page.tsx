import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePolicy } from '../api/policy.ts';
import type { Policy } from '../api/policy-types.ts';
import type { View } from '../api/types.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { ClosedPeriods } from './closed-periods.tsx';
import { ClosePeriodForm, type PeriodChange } from './close-period-form.tsx';
import { GrantExceptionForm } from './grant-exception-form.tsx';
import { PeriodExceptions } from './period-exceptions.tsx';
import { PeriodHistory } from './period-history.tsx';

type OpenForm = { form: 'exception' } | ({ form: 'period' } & PeriodChange);

/** What the county has closed, who may still record there, and how it came to that. */
export function PeriodsPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const may = useMay();
  const past = useAsOf() !== undefined;
  const policy = usePolicy(county.code);
  const [open, setOpen] = useState<OpenForm>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title={t('policy.periodsTitle', { name: county.name })}
      aside={<AsOfPicker />}
      actions={
        !past && (
          <>
            {may('command:grant-period-exception') && (
              <Button onClick={() => setOpen({ form: 'exception' })}>
                {t('countyCommand.grant-period-exception')}
              </Button>
            )}
            {may('command:close-county-period') && (
              <Button type="primary" onClick={() => setOpen({ form: 'period', change: 'closed' })}>
                {t('policy.close')}
              </Button>
            )}
          </>
        )
      }
    >
      <QueryContent query={policy} skeleton={<TableSkeleton />}>
        {(view) => (
          <>
            <Periods
              view={view}
              {...(!past &&
                may('command:close-county-period') && {
                  onReopen: (period: string) => setOpen({ form: 'period', change: 'reopened', period }),
                })}
            />
            {open?.form === 'period' && (
              <ClosePeriodForm {...open} closed={view.data.closedPeriods} onClose={close} />
            )}
            {open?.form === 'exception' && (
              <GrantExceptionForm closed={view.data.closedPeriods} onClose={close} />
            )}
          </>
        )}
      </QueryContent>
    </Page>
  );
}

interface PeriodsProps {
  view: View<Policy>;
  onReopen?: (period: string) => void;
}

function Periods({ view, onReopen }: PeriodsProps) {
  return (
    <SheetContext value={{ basis: view }}>
      <ClosedPeriods policy={view.data} {...(onReopen && { onReopen })} />
      <PeriodExceptions policy={view.data} />
      <PeriodHistory policy={view.data} />
    </SheetContext>
  );
}
