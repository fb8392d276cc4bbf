import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { businessDate } from '../format/dates.ts';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { CountyCommandDrawer } from './county-command-drawer.tsx';
import { periodName, periodsOver } from './period-names.ts';
import { withoutEmpty } from './without-empty.ts';

export interface PeriodChange {
  change: 'closed' | 'reopened';
  /** The one that is opened again. */
  period?: string;
}

interface ClosePeriodFormProps extends PeriodChange {
  closed: readonly string[];
  onClose: () => void;
}

interface ClosePeriodValues {
  occurredOn: Dayjs;
  period: string;
  reason: string;
}

const pointers = { '/occurredOn': 'occurredOn', '/period': 'period', '/reason': 'reason' };

/** As far back as a report that is due may reach. */
const yearsBack = 5;

/** Closes a period that is over, or opens a closed one again. */
export function ClosePeriodForm({ change, period, closed, onClose }: ClosePeriodFormProps) {
  const { t } = useTranslation();
  const day = businessDate(new Date());
  const year = Number(day.slice(0, 4));
  const years = Array.from({ length: yearsBack + 1 }, (_, back) => year - back);
  const periods =
    period === undefined
      ? years.flatMap((one) => periodsOver(one, day)).filter((one) => !closed.includes(one))
      : [period];
  const recorded = { closed: 'policy.periodClosed', reopened: 'policy.periodReopened' } as const;
  return (
    <CountyCommandDrawer<ClosePeriodValues>
      command="close-county-period"
      title={t(change === 'closed' ? 'policy.close' : 'policy.reopen')}
      initialValues={{ occurredOn: today(), ...(period !== undefined && { period }) }}
      pointers={pointers}
      toBody={({ occurredOn, period: chosen, reason }) =>
        withoutEmpty({ occurredOn: occurredOn.format('YYYY-MM-DD'), period: chosen, change, reason })
      }
      recorded={(values) => t(recorded[change], { period: periodName(values.period, t) })}
      onClose={onClose}
    >
      <SelectField
        name="period"
        label={t('policy.period')}
        options={periods.map((one) => ({ value: one, label: periodName(one, t) }))}
      />
      <PastDateField label={t(change === 'closed' ? 'policy.closedOn' : 'policy.changedOn')} />
      <TextField name="reason" label={t('policy.reason')} longest={200} />
    </CountyCommandDrawer>
  );
}
