import { DatePicker, Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { businessDate } from '../../format/dates.ts';
import { required } from './rules.ts';

/** When something happened: any day up to today, in China. */
export function PastDateField({ name = 'occurredOn', label }: { name?: string; label: string }) {
  const { t } = useTranslation();
  const today = dayjs(businessDate(new Date()));
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        required(t, label, 'choice'),
        {
          validator: (_, picked: Dayjs | null | undefined) =>
            picked?.isAfter(today, 'day') ? Promise.reject(new Error(t('form.future'))) : Promise.resolve(),
        },
      ]}
    >
      <DatePicker className="full-width" maxDate={today} />
    </Form.Item>
  );
}

interface TargetDateFieldProps {
  name: string;
  label: string;
  /** The other field. */
  after: string;
  /** Says that it lies before; without it the other field is the day of a plan. */
  tooEarly?: string;
}

/** A day that lies ahead of another field's day, or is the same. */
export function TargetDateField({ name, label, after, tooEarly }: TargetDateFieldProps) {
  const { t } = useTranslation();
  const earliest = Form.useWatch<Dayjs | null | undefined>(after);
  return (
    <Form.Item
      name={name}
      label={label}
      dependencies={[after]}
      rules={[
        required(t, label, 'choice'),
        {
          validator: (_, picked: Dayjs | null | undefined) =>
            picked?.isBefore(earliest ?? picked, 'day')
              ? Promise.reject(new Error(tooEarly ?? t('form.targetBeforePlan')))
              : Promise.resolve(),
        },
      ]}
    >
      <DatePicker className="full-width" {...(earliest && { minDate: earliest })} />
    </Form.Item>
  );
}

/** Today in China, for a form to begin with. */
export function today(): Dayjs {
  return dayjs(businessDate(new Date()));
}
