import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { businessDate } from '../format/dates.ts';
import { firstDay } from './days.ts';
import { useAsOf, useChooseAsOf } from './use-as-of.ts';

/** The day of the data, to be changed to any day there was. */
export function AsOfPicker() {
  const { t } = useTranslation();
  const id = useId();
  const asOf = useAsOf();
  const choose = useChooseAsOf();
  const today = businessDate(new Date());
  const shown = dayjs(asOf ?? today);
  return (
    <span className="as-of">
      <label htmlFor={id}>{t('asOf.label')}</label>
      <DatePicker
        id={id}
        className="as-of-picker"
        value={shown.isValid() ? shown : null}
        minDate={dayjs(firstDay)}
        maxDate={dayjs(today)}
        allowClear={asOf !== undefined}
        onChange={(picked) => {
          const day = picked?.format('YYYY-MM-DD');
          choose(day === today ? undefined : day);
        }}
      />
    </span>
  );
}
