import { useTranslation } from 'react-i18next';
import { businessDate } from '../format/dates.ts';
import { SelectField } from '../workspace/fields/select-field.tsx';
import { periodsOver, periodText } from './period-words.ts';

/** A period that is over, and not closed already. */
export function PeriodField({ closed }: { closed: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <SelectField
      name="period"
      label={t('period.title')}
      options={periodsOver(businessDate(new Date()))
        .filter((name) => !closed.includes(name))
        .map((name) => ({ value: name, label: periodText(name, t) }))}
    />
  );
}
