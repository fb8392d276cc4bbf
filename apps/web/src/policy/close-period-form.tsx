import { useTranslation } from 'react-i18next';
import { closePeriodBody, type ClosePeriodValues } from '../periods/close-period-body.ts';
import { PeriodField } from '../periods/period-field.tsx';
import { periodText } from '../periods/period-words.ts';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { CountyCommandDrawer } from './county-command-drawer.tsx';

export interface PeriodChange {
  change: 'closed' | 'reopened';
  /** The one that is opened again. */
  period?: string;
}

interface ClosePeriodFormProps extends PeriodChange {
  closed: readonly string[];
  onClose: () => void;
}

const pointers = { '/occurredOn': 'occurredOn', '/period': 'period', '/reason': 'reason' };

/** Closes a period that is over, or opens a closed one again. */
export function ClosePeriodForm({ change, period, closed, onClose }: ClosePeriodFormProps) {
  const { t } = useTranslation();
  const recorded = { closed: 'policy.periodClosed', reopened: 'policy.periodReopened' } as const;
  return (
    <CountyCommandDrawer<ClosePeriodValues>
      command="close-county-period"
      title={t(change === 'closed' ? 'policy.close' : 'policy.reopen')}
      initialValues={{ occurredOn: today(), ...(period !== undefined && { period }) }}
      pointers={pointers}
      toBody={(values) => closePeriodBody(values, change)}
      recorded={(values) => t(recorded[change], { period: periodText(values.period, t) })}
      onClose={onClose}
    >
      {period === undefined ? (
        <PeriodField closed={closed} />
      ) : (
        <SelectField
          name="period"
          label={t('policy.period')}
          options={[{ value: period, label: periodText(period, t) }]}
        />
      )}
      <PastDateField label={t(change === 'closed' ? 'policy.closedOn' : 'policy.changedOn')} />
      <TextField name="reason" label={t('policy.reason')} longest={200} />
    </CountyCommandDrawer>
  );
}
