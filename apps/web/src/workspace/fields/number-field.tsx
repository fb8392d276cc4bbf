import { Form, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { required, whole } from './rules.ts';

interface NumberFieldProps {
  name: string;
  label: string;
  least: number;
  most: number;
  optional?: boolean;
  placeholder?: string;
  rules?: Rule[];
  dependencies?: string[];
}

/** A whole number, typed as text so that nothing is rounded behind the user's back. */
export function NumberField(props: NumberFieldProps) {
  const { name, label, least, most, optional = false, placeholder, rules = [], dependencies } = props;
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[...(optional ? [] : [required(t, label)]), whole(t, least, most), ...rules]}
      {...(dependencies && { dependencies })}
    >
      <Input inputMode="numeric" autoComplete="off" className="numeric-input" placeholder={placeholder} />
    </Form.Item>
  );
}
