import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { required } from './rules.ts';

interface ChoiceFieldProps<Value extends string> {
  name: string;
  label: string;
  choices: readonly Value[];
  nameOf: (choice: Value) => string;
  extra?: string;
}

/** One of a few terms, all of them in sight. */
export function ChoiceField<Value extends string>({
  name,
  label,
  choices,
  nameOf,
  extra,
}: ChoiceFieldProps<Value>) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={[required(t, label, 'choice')]} extra={extra}>
      <Radio.Group
        className="choices"
        aria-label={label}
        optionType="button"
        options={choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
      />
    </Form.Item>
  );
}
