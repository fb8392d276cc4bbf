import { useTranslation } from 'react-i18next';
import { businessDate } from '../format/dates.ts';
import { periodName, periodsOver } from '../policy/period-names.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';

/** As far back as a report that is due may reach. */
const yearsBack = 5;

/** A period that is over, and not closed already. */
export function PeriodField({ closed }: { closed: readonly string[] }) {
  const { t } = useTranslation();
  const today = businessDate(new Date());
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: yearsBack + 1 }, (_, back) => thisYear - back);
  return (
    <SelectField
      name="period"
      label={t('period.title')}
      options={years
        .flatMap((year) => periodsOver(year, today))
        .filter((period) => !closed.includes(period))
        .map((period) => ({ value: period, label: periodName(period, t) }))}
    />
  );
}
