import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { required } from './rules.ts';

/** Length of a training in steps of half an hour. */
export function HoursField() {
  const { t } = useTranslation();
  const label = t('form.hours');
  return (
    <Form.Item
      name="hours"
      label={label}
      rules={[
        required(t, label, 'choice'),
        {
          validator: (_, hours: number | null | undefined) =>
            isHalfHours(hours) ? Promise.resolve() : Promise.reject(new Error(t('form.hoursStep'))),
        },
      ]}
    >
      <InputNumber className="full-width" step={0.5} min={0.5} max={24} />
    </Form.Item>
  );
}

// An empty field is the affair of `required`.
function isHalfHours(hours: number | null | undefined): boolean {
  return hours === null || hours === undefined || Number.isInteger(hours * 2);
}
