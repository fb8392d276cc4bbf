import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Period } from '../api/report-types.ts';
import { firstDay } from '../as-of/days.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { businessDate } from '../format/dates.ts';

/** The first and the last day of the figures; the address carries them. */
export function PeriodPicker({ period: { from, to } }: { period: Period }) {
  const { t } = useTranslation();
  const today = useAsOf() ?? businessDate(new Date());
  const [, setSearch] = useSearchParams();
  const choose = (period: Period) =>
    setSearch((search) => {
      search.set('from', period.from);
      search.set('to', period.to);
      return search;
    });
  return (
    <div className="period">
      <Day
        label={t('figures.from')}
        day={from}
        within={{ from: firstDay, to }}
        onChoose={(day) => choose({ from: day, to })}
      />
      <Day
        label={t('figures.to')}
        day={to}
        within={{ from, to: today }}
        onChoose={(day) => choose({ from, to: day })}
      />
    </div>
  );
}

interface DayProps {
  label: string;
  day: string;
  within: Period;
  onChoose: (day: string) => void;
}

function Day({ label, day, within, onChoose }: DayProps) {
  const id = useId();
  return (
    <span className="as-of">
      <label htmlFor={id}>{label}</label>
      <DatePicker
        id={id}
        value={dayjs(day)}
        minDate={dayjs(within.from)}
        maxDate={dayjs(within.to)}
        allowClear={false}
        onChange={(chosen) => chosen && onChoose(chosen.format('YYYY-MM-DD'))}
      />
    </span>
  );
}
